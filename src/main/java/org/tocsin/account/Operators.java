package org.tocsin.account;

import java.util.List;
import java.util.Optional;

/** Who may use the operators' interface. */
public interface Operators {

  /**
   * An operator that was just made, the only time its token is known.
   *
   * @param operator who
   * @param token its bearer token
   */
  record NewOperator(Operator operator, String token) {}

  /** Returns whether there is none yet. */
  boolean isEmpty();

  /**
   * Makes an operator; empty when the name is taken.
   *
   * @param organisation for a member, and nobody else, one that exists
   */
  Optional<NewOperator> create(String name, Role role, Optional<Long> organisation);

  /** Returns the operator a token belongs to. */
  Optional<Operator> authenticate(String token);

  /** Returns an operator who was not revoked. */
  Optional<Operator> find(long id);

  /** Returns an operator who was not revoked. */
  Optional<Operator> find(String name);

  /** Returns operators in order of their number, beginning behind {@code after}. */
  List<Operator> list(long after, int limit);

  /**
   * Returns whether this operator is the only administrator. Until the transaction ends, no other
   * one can make it so.
   */
  boolean isLastAdministrator(long id);

  /** Gives an operator another role; empty when there is no such operator. */
  Optional<Operator> change(long id, Role role, Optional<Long> organisation);

  /**
   * Makes an operator's token worthless, ends its sessions and returns who it was; empty when there
   * is no such operator.
   */
  Optional<Operator> revoke(long id);
}
