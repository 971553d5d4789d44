package org.tocsin.account.oidc;

import java.util.Optional;

/** Which operator a provider's subject is. Joins the caller's transaction. */
interface Subjects {

  /** Returns the number of an operator, revoked or not. */
  Optional<Long> find(String issuer, String subject);

  void add(String issuer, String subject, long operator);
}
