package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tocsin.address.Address;
import org.tocsin.curation.Curator;
import org.tocsin.curation.RuleBook;
import org.tocsin.publication.Publication;
import org.tocsin.review.Curation;
import org.tocsin.review.Listings;

/** Brings decisions into force between curation runs. */
@ApplicationScoped
class DecidedListings implements Listings, Curation {

  private final Curator curator;
  private final RulesInForce rules;
  private final PublishingStep publishing;
  private final PostgresRunLock lock;
  private final InstantSource clock;

  DecidedListings(
      Curator curator,
      RulesInForce rules,
      PublishingStep publishing,
      PostgresRunLock lock,
      InstantSource clock) {
    this.curator = curator;
    this.rules = rules;
    this.publishing = publishing;
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public Curator curator() {
    return curator;
  }

  @Override
  public RuleBook book() {
    return rules.book();
  }

  @Override
  public <T> T alone(Supplier<T> step) {
    return lock.holding(() -> QuarkusTransaction.requiringNew().call(step::get));
  }

  @Override
  public OptionalLong takeOff(Address address, BooleanSupplier step) {
    return lock.holding(
        () -> {
          Optional<Publication> made =
              QuarkusTransaction.requiringNew()
                  .call(
                      () ->
                          step.getAsBoolean()
                              ? Optional.of(publishWithout(address))
                              : Optional.empty());
          if (made.isEmpty()) {
            return OptionalLong.empty();
          }
          publishing.deliver();
          return OptionalLong.of(made.get().serial());
        });
  }

  private Publication publishWithout(Address address) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    RuleBook book = rules.book();
    curator.judgeNow(book, address, now);
    return publishing.publish(book.rules(), Set.of(address), now);
  }
}
