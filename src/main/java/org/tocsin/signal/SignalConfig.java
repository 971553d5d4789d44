package org.tocsin.signal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and retention of signals. */
@ConfigMapping(prefix = "tocsin.signal")
interface SignalConfig {

  /** How long a signal is kept; its day is dropped when the whole day is older. */
  @WithDefault("48h")
  Duration retention();

  /** How many signals may wait for a commit before batches are refused, about 200 bytes each. */
  @WithDefault("500000")
  int queueSize();

  /** How many signals one transaction takes at most. */
  @WithDefault("10000")
  int commitSize();

  /**
   * How many scenarios new to this process an agent may report until the process ends; more weigh
   * nothing.
   */
  @WithDefault("2000")
  int newScenariosPerAgent();
}
