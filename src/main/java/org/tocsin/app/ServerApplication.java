package org.tocsin.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says that the server serves, and waits until it is told to stop. */
final class ServerApplication implements QuarkusApplication {

  private static final String SIGN_IN = "/console/sign-in";
  private static final String EVERYWHERE = "0.0.0.0";

  private final String host;
  private final int port;
  private final FirstAdministrator administrator;

  ServerApplication(
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port,
      FirstAdministrator administrator) {
    this.administrator = administrator;
    this.host = host;
    this.port = port;
  }

  @Override
  public int run(String... arguments) {
    String shown = host.equals(EVERYWHERE) ? "127.0.0.1" : host;
    String console = "http://" + shown + ":" + port + SIGN_IN;
    administrator
        .link()
        .ifPresent(
            link ->
                System.out.println(
                    "console: " + console + "?link=" + link + " signs in once, within an hour"));
    System.out.println("tocsin ready on http://" + shown + ":" + port);
    Quarkus.waitForExit();
    return ExitCode.DONE.number();
  }
}
