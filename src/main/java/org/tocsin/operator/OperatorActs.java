package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Role;
import org.tocsin.account.SignInLinks;
import org.tocsin.account.password.Lockout;
import org.tocsin.audit.AuditLog;
import org.tocsin.enrolment.Organisations;

/**
 * What administrators do about operators, each with its entry in the audit record. At least one
 * administrator is always left.
 */
@ApplicationScoped
@Transactional
public class OperatorActs {

  /** The longest name. */
  public static final int LONGEST_NAME = 100;

  private static final String SIGN_IN = "/console/sign-in?link=";

  /**
   * What an operator may do.
   *
   * @param role the role
   * @param organisation for a member its organisation, for nobody else
   */
  public record Post(Role role, Optional<Long> organisation) {}

  /** What came of making an operator. */
  public sealed interface Creation {
    /** There is a new one; its token is not shown again. */
    record Made(Operator operator, String token) implements Creation {}

    /** There is one of this name, or was. */
    record NameTaken() implements Creation {}

    /** A member belongs to one organisation that exists, and nobody else to any. */
    record NoSuchPost() implements Creation {}
  }

  /** What came of an act. */
  public enum Outcome {
    /** It was done. */
    DONE,
    /** There is no such operator. */
    NO_SUCH_OPERATOR,
    /** Nobody does this to themselves. */
    ITSELF,
    /** Then there would be no administrator. */
    LAST_ADMINISTRATOR,
    /** A member belongs to one organisation that exists, and nobody else to any. */
    NO_SUCH_POST
  }

  private final Operators operators;
  private final Organisations organisations;
  private final SignInLinks links;
  private final Lockout lockout;
  private final AuditLog audit;
  private final InstantSource clock;

  OperatorActs(
      Operators operators,
      Organisations organisations,
      SignInLinks links,
      Lockout lockout,
      AuditLog audit,
      InstantSource clock) {
    this.operators = operators;
    this.organisations = organisations;
    this.links = links;
    this.lockout = lockout;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes an operator. */
  public Creation create(String by, String name, Post post) {
    if (!exists(post)) {
      return new Creation.NoSuchPost();
    }
    Optional<Operators.NewOperator> made = operators.create(name, post.role(), post.organisation());
    made.ifPresent(created -> record(by, "operator.create", created.operator()));
    return made.<Creation>map(created -> new Creation.Made(created.operator(), created.token()))
        .orElseGet(Creation.NameTaken::new);
  }

  private boolean exists(Post post) {
    return (post.role() == Role.MEMBER) == post.organisation().isPresent()
        && post.organisation().map(id -> organisations.find(id).isPresent()).orElse(true);
  }

  /** Makes an operator's token and all that signs it in worthless, and ends its sessions. */
  public Outcome revoke(String by, long id) {
    Optional<Operator> operator = operators.find(id);
    if (operator.isEmpty()) {
      return Outcome.NO_SUCH_OPERATOR;
    }
    if (operator.get().name().equals(by)) {
      return Outcome.ITSELF;
    }
    if (operators.isLastAdministrator(id)) {
      return Outcome.LAST_ADMINISTRATOR;
    }
    operators.revoke(id);
    record(by, "operator.revoke", operator.get());
    return Outcome.DONE;
  }

  /** Gives an operator another role, from its next request on. */
  public Outcome change(String by, long id, Post post) {
    if (!exists(post)) {
      return Outcome.NO_SUCH_POST;
    }
    if (post.role() != Role.ADMINISTRATOR && operators.isLastAdministrator(id)) {
      return Outcome.LAST_ADMINISTRATOR;
    }
    Optional<Operator> changed = operators.change(id, post.role(), post.organisation());
    changed.ifPresent(operator -> record(by, "operator.change", operator));
    return changed.isPresent() ? Outcome.DONE : Outcome.NO_SUCH_OPERATOR;
  }

  /** Lets an operator that paused after wrong sign-ins try again at once. */
  public Outcome unlock(String by, long id) {
    Optional<Operator> operator = operators.find(id);
    operator
        .filter(found -> lockout.unlock(found.id()))
        .ifPresent(found -> record(by, "operator.unlock", found));
    return operator.isPresent() ? Outcome.DONE : Outcome.NO_SUCH_OPERATOR;
  }

  /**
   * Makes a link that signs an operator in to the console, once and within an hour, and returns its
   * path, the only time it is known; empty if there is no such operator.
   */
  public Optional<String> link(String by, long id) {
    Optional<Operator> operator = operators.find(id);
    return operator
        .flatMap(found -> links.create(found.id(), clock.instant()))
        .map(
            secret -> {
              record(by, "operator.sign-in-link", operator.get());
              return SIGN_IN + secret;
            });
  }

  private void record(String by, String act, Operator operator) {
    audit.record(
        by,
        act,
        "operator " + operator.name(),
        "role="
            + operator.role().text()
            + operator.organisation().map(id -> " organisation=" + id).orElse(""));
  }
}
