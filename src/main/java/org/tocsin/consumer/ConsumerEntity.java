package org.tocsin.consumer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "consumer")
class ConsumerEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String name;

  @Column(name = "organisation_id")
  @Nullable Long organisation;

  String families;
  boolean aggregated;
  String @Nullable [] scenarios;

  @Column(name = "max_entries")
  @Nullable Integer maxEntries;

  @Column(name = "minimum_score")
  @Nullable Long minimumScore;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  OptionalLong organisation() {
    return organisation == null ? OptionalLong.empty() : OptionalLong.of(organisation);
  }

  Cut cut() {
    return new Cut(
        Cut.Families.of(families),
        aggregated,
        scenarios == null ? List.of() : List.of(scenarios),
        maxEntries == null ? OptionalInt.empty() : OptionalInt.of(maxEntries),
        minimumScore == null ? OptionalLong.empty() : OptionalLong.of(minimumScore));
  }

  void cut(Cut cut) {
    families = cut.families().text();
    aggregated = cut.aggregated();
    scenarios = cut.scenarios().isEmpty() ? null : cut.scenarios().toArray(String[]::new);
    maxEntries = cut.maxEntries().isPresent() ? cut.maxEntries().getAsInt() : null;
    minimumScore = cut.minimumScore().isPresent() ? cut.minimumScore().getAsLong() : null;
  }
}
