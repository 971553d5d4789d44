package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.tocsin.account.Operators;
import org.tocsin.account.Role;
import org.tocsin.account.SignInLinks;

/** Makes the administrator that a server needs to be run at all, with a token and a link. */
@ApplicationScoped
class FirstAdministrator {

  private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
  private static final String TOKEN_FILE = "operator.token";

  private final Operators operators;
  private final SignInLinks links;
  private final ServerConfig config;
  private final InstantSource clock;
  private volatile String link = "";

  FirstAdministrator(
      Operators operators, SignInLinks links, ServerConfig config, InstantSource clock) {
    this.operators = operators;
    this.links = links;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Whoever can write in the data folder owns the server, so a lost token is replaced by starting
   * without it.
   */
  void prepare() {
    Path file = config.data().resolve(TOKEN_FILE);
    if (Files.exists(file)) {
      return;
    }
    String name = operators.isEmpty() ? "administrator" : "administrator " + clock.instant();
    Operators.NewOperator made =
        operators
            .create(name, Role.ADMINISTRATOR, Optional.empty())
            .orElseThrow(() -> new IllegalStateException("operator " + name + " exists"));
    SecretFile.write(file, made.token());
    LOG.infof("The administrator's token is in %s", file);
    link =
        QuarkusTransaction.requiringNew()
            .call(() -> links.create(made.operator().id(), clock.instant()))
            .orElseThrow();
  }

  /** Returns the secret of the link that signs in the administrator that this start made. */
  Optional<String> link() {
    return Optional.of(link).filter(secret -> !secret.isEmpty());
  }
}
