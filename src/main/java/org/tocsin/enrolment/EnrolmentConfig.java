package org.tocsin.enrolment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Tokens and password hashing. */
@ConfigMapping(prefix = "tocsin.enrolment")
interface EnrolmentConfig {

  /** How long an agent's token is good for. */
  @WithDefault("2h")
  Duration tokenLifetime();

  /** How many passwords are hashed at once; each takes about 20 MiB and 40 ms of a core. */
  @WithDefault("2")
  int concurrentHashes();

  /** How long a caller waits for its turn to be hashed before it is told to come back. */
  @WithDefault("4s")
  Duration hashPatience();

  /** How long an agent that never logged in is kept. */
  @WithDefault("24h")
  Duration unusedRegistration();
}
