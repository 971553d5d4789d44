package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.tocsin.address.Address;
import org.tocsin.curation.Ledgers;
import org.tocsin.operator.ReleaseControl;
import org.tocsin.publication.Publication;
import org.tocsin.publication.Publisher;

/** Goes back to older releases between curation runs, and on from there. */
@ApplicationScoped
class WayBack implements ReleaseControl {

  private final Publisher publisher;
  private final Ledgers ledgers;
  private final RulesInForce rules;
  private final Delivery delivery;
  private final PostgresRunLock lock;
  private final InstantSource clock;

  WayBack(
      Publisher publisher,
      Ledgers ledgers,
      RulesInForce rules,
      Delivery delivery,
      PostgresRunLock lock,
      InstantSource clock) {
    this.publisher = publisher;
    this.ledgers = ledgers;
    this.rules = rules;
    this.delivery = delivery;
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public OptionalLong rollBack(long serial) {
    return lock.holding(
        () -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          Optional<Publication> made =
              QuarkusTransaction.requiringNew()
                  .call(() -> publisher.rollBack(serial, exempt(now), now));
          if (made.isEmpty()) {
            return OptionalLong.empty();
          }
          delivery.now();
          return OptionalLong.of(made.get().serial());
        });
  }

  private Predicate<Address> exempt(Instant now) {
    return new Exempt(rules.book().rules(), ledgers.exemptions().inForce(now));
  }

  @Override
  public OptionalLong standsStillAt() {
    return QuarkusTransaction.requiringNew().call(publisher::standsStillAt);
  }

  @Override
  public boolean resume() {
    return lock.holding(() -> QuarkusTransaction.requiringNew().call(publisher::resume));
  }
}
