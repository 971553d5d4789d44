package org.tocsin.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.tocsin.network.AsnTable;
import org.tocsin.operator.Operators;
import org.tocsin.operator.Role;
import org.tocsin.signal.SignalRetention;

/**
 * What must be there before the first request: room for today's signals, the current list, an
 * administrator's token.
 */
@ApplicationScoped
class FirstStart {

  private static final Logger LOG = Logger.getLogger(FirstStart.class);
  private static final String TOKEN_FILE = "operator.token";

  private final SignalRetention signals;
  private final Delivery delivery;
  private final Operators operators;
  private final ServerConfig config;
  private final AsnTable asnTable;
  private final InstantSource clock;

  FirstStart(
      SignalRetention signals,
      Delivery delivery,
      Operators operators,
      ServerConfig config,
      AsnTable asnTable,
      InstantSource clock) {
    this.signals = signals;
    this.delivery = delivery;
    this.operators = operators;
    this.config = config;
    this.asnTable = asnTable;
    this.clock = clock;
  }

  void prepare(@Observes StartupEvent event) {
    signals.prepare(clock.instant());
    delivery.begin();
    sayWhatIsKnownOfNetworks();
    Path file = config.data().resolve(TOKEN_FILE);
    if (!Files.exists(file)) {
      writeToken(file);
    }
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

  /**
   * Whoever can write in the data folder owns the server, so a lost token is replaced by starting
   * without it.
   */
  private void writeToken(Path file) {
    String name = operators.isEmpty() ? "administrator" : "administrator " + clock.instant();
    String token =
        operators
            .create(name, Role.ADMINISTRATOR)
            .orElseThrow(() -> new IllegalStateException("operator " + name + " exists"))
            .token();
    SecretFile.write(file, token);
    LOG.infof("The administrator's token is in %s", file);
  }
}
