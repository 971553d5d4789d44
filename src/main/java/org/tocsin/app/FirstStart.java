package org.tocsin.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.tocsin.network.AsnTable;
import org.tocsin.signal.SignalRetention;

/**
 * What must be there before the first request: room for today's signals, the current list, an
 * administrator's token.
 */
@ApplicationScoped
class FirstStart {

  private static final Logger LOG = Logger.getLogger(FirstStart.class);

  private final SignalRetention signals;
  private final Delivery delivery;
  private final FirstAdministrator administrator;
  private final AsnTable asnTable;
  private final InstantSource clock;

  FirstStart(
      SignalRetention signals,
      Delivery delivery,
      FirstAdministrator administrator,
      AsnTable asnTable,
      InstantSource clock) {
    this.signals = signals;
    this.delivery = delivery;
    this.administrator = administrator;
    this.asnTable = asnTable;
    this.clock = clock;
  }

  void prepare(@Observes StartupEvent event) {
    signals.prepare(clock.instant());
    delivery.begin();
    sayWhatIsKnownOfNetworks();
    administrator.prepare();
  }

  private void sayWhatIsKnownOfNetworks() {
    if (asnTable.ranges() == 0) {
      LOG.warn(
          "tocsin.asn-table names no table, so all reporters that nobody vouches for count as one"
              + " network");
    } else {
      LOG.infof("The table of autonomous systems has %d ranges", asnTable.ranges());
    }
  }
}
