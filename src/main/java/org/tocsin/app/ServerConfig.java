package org.tocsin.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the server keeps things, and how often it works. */
@ConfigMapping(prefix = "tocsin")
interface ServerConfig {

  /** The data folder: keys, tokens, and the database where it is ours. */
  @WithDefault("data")
  Path data();

  /** The rules folder. */
  @WithDefault("curation-rules")
  Path rules();

  /** Token keys as text, in place of the file in the data folder. */
  Optional<String> tokenKeys();

  /** Keys that sign releases as text, in place of the file in the data folder. */
  Optional<String> releaseKeys();

  /** Which autonomous system announces which range; without it reporters' systems are unknown. */
  Optional<Path> asnTable();

  /** Where the project is; given by the start script. */
  Optional<Path> home();

  /**
   * Where engines find this server, such as {@code https://tocsin.example.org/}; without it links
   * lead to where whoever asks has found it.
   */
  @WithName("public.url")
  Optional<String> publicUrl();

  /** What everybody may download. */
  Blocklist blocklist();

  /** Downloads. */
  interface Blocklist {
    /** Whether the list may be downloaded without a consumer's key. */
    @WithName("public")
    @WithDefault("false")
    boolean isPublic();
  }

  /** Where releases are copied to. */
  Release release();

  /** A bucket of an object store that speaks the S3 protocol; without it there is no copy. */
  interface Release {
    /** The bucket. */
    Optional<String> bucket();

    /** The object store, unless it is the one of the region. */
    Optional<URI> endpoint();

    /** The region. */
    @WithDefault("us-east-1")
    String region();
  }

  /** How often things happen by themselves. */
  Schedule schedule();

  /** How much a comparison of rules may take. */
  RulesDiff rulesDiff();

  /** Beyond either, the comparison is refused. */
  interface RulesDiff {
    /** Signals, which bound how long it works. */
    @WithDefault("10000000")
    long mostSignals();

    /**
     * Signals that no agent sent twice, which bound what is held in memory: about two kilobytes
     * each.
     */
    @WithDefault("200000")
    long mostDistinct();
  }

  /** Intervals such as {@code 60s}; {@code off} leaves the work to whoever asks for it. */
  interface Schedule {
    /** Between curation runs. */
    String curation();

    /** Between looks at the age of the rendered list. */
    String list();

    /** Between writes of agents' last pushes and pulls. */
    String activity();

    /** Between clean-ups. */
    String housekeeping();

    /** Between looks at the rules folder. */
    String rules();

    /** Between checks of what is served. */
    String check();

    /** Between copies of the newest release in every format, if there is a bucket for them. */
    String formats();

    /** When everything is judged from scratch and compared, as a cron expression in UTC. */
    String audit();
  }
}
