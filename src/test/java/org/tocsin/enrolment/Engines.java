package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.network.Standpoint;

/** Engines that come to a registry, without HTTP in between. */
final class Engines {

  static final String PASSWORD = "correct horse battery staple";

  private final AgentRegistry registry;

  Engines(AgentRegistry registry) {
    this.registry = registry;
  }

  static String freshLogin() {
    return "engine-" + UUID.randomUUID();
  }

  String register() {
    String login = freshLogin();
    assertThat(registry.register(login, PASSWORD, Standpoint.UNKNOWN))
        .isEqualTo(Registration.REGISTERED);
    return login;
  }

  Login.Accepted logIn(String login) {
    Login outcome = registry.login(login, PASSWORD, Standpoint.UNKNOWN, Engine.UNKNOWN);
    assertThat(outcome).isInstanceOf(Login.Accepted.class);
    return (Login.Accepted) outcome;
  }

  /** Returns a new engine with a token, not enrolled. */
  Agent known() {
    return registry.authenticate(logIn(register()).token()).orElseThrow();
  }

  Enrolment enrol(Agent agent, String key, boolean overwrite) {
    return registry.enrol(
        agent, new EnrolmentRequest(key, Optional.of("name"), List.of(), overwrite));
  }
}
