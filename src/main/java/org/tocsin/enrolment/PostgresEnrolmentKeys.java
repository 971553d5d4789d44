package org.tocsin.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Enrolment keys in PostgreSQL. All methods run in the caller's transaction. */
@ApplicationScoped
final class PostgresEnrolmentKeys implements PanacheRepositoryBase<EnrolmentKeyEntity, Long> {

  private static final int MAX_TAGS = 50;

  /**
   * Returns the key of this text if it is neither expired nor revoked, and its organisation is not
   * blocked. One that is used up still tells an agent that it is in, as when the answer to its
   * first call was lost.
   */
  Optional<EnrolmentKeyEntity> inForce(String key, Instant now) {
    return find(
            "keyHash = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)"
                + " and organisation.blockedAt is null",
            SecretText.hash(key),
            now)
        .firstResultOptional();
  }

  /** Spends one use; false if there is none left. */
  boolean spend(EnrolmentKeyEntity key) {
    return update(
            "used = used + 1 where id = ?1 and revokedAt is null and (uses is null or used < uses)",
            key.id)
        == 1;
  }

  /** Returns the key's tags and those the agent asked for, each once. */
  String[] tags(EnrolmentKeyEntity key, List<String> asked) {
    Set<String> tags = new LinkedHashSet<>(List.of(key.tags));
    tags.addAll(asked);
    return tags.stream().limit(MAX_TAGS).toArray(String[]::new);
  }
}
