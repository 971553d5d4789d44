package org.tocsin.operator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tocsin.consumer.ConsumerRegistry.ConsumerStatus;
import org.tocsin.consumer.ConsumerRegistry.KeyStatus;
import org.tocsin.consumer.ConsumerRegistry.NewConsumer;
import org.tocsin.consumer.Cut;
import org.tocsin.curation.Micro;

/** A consumer as it is shown, without the texts of its keys. */
record ConsumerView(
    long id,
    String name,
    OptionalLong organisation,
    CutView cut,
    Instant createdAt,
    Optional<Instant> revokedAt,
    List<KeyStatus> keys) {

  /** Which part of the list it gets. */
  record CutView(
      String families,
      boolean aggregated,
      List<String> scenarios,
      OptionalInt maxEntries,
      Optional<BigDecimal> minimumScore) {
    static CutView of(Cut cut) {
      return new CutView(
          cut.families().text(),
          cut.aggregated(),
          cut.scenarios(),
          cut.maxEntries(),
          cut.minimumScore().isPresent()
              ? Optional.of(Micro.toDecimal(cut.minimumScore().getAsLong()))
              : Optional.empty());
    }
  }

  /** One that was just made: the only answer that has its key. */
  record Created(
      long id,
      long keyId,
      String key,
      String name,
      OptionalLong organisation,
      CutView cut,
      Instant createdAt) {
    static Created of(NewConsumer made) {
      ConsumerStatus consumer = made.consumer();
      return new Created(
          consumer.id(),
          made.key().id(),
          made.key().key(),
          consumer.name(),
          consumer.organisation(),
          CutView.of(consumer.cut()),
          consumer.createdAt());
    }
  }

  static ConsumerView of(ConsumerStatus consumer) {
    return new ConsumerView(
        consumer.id(),
        consumer.name(),
        consumer.organisation(),
        CutView.of(consumer.cut()),
        consumer.createdAt(),
        consumer.revokedAt(),
        consumer.keys());
  }
}
