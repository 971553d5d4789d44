package org.tocsin.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody, or some program, that runs this server, or that looks after one organisation on it.
 *
 * @param id its number
 * @param name what the audit record calls it
 * @param role what it may do
 * @param organisation the organisation that a member looks after; nobody else has one
 * @param createdAt since when
 */
public record Operator(
    long id, String name, Role role, Optional<Long> organisation, Instant createdAt) {

  /** Refuses members of nothing, and others with an organisation. */
  public Operator {
    if ((role == Role.MEMBER) != organisation.isPresent()) {
      throw new IllegalArgumentException("a member, and nobody else, has an organisation");
    }
  }
}
