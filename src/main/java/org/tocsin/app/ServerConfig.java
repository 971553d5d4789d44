package org.tocsin.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

  /** How decisions are made. */
  Review review();

  /** What operators decide in the console. */
  interface Review {
    /** For how long a decision can be taken back, such as {@code 30s}. */
    @WithDefault("30s")
    Duration grace();
  }

  /** Which server takes our mail. */
  Mail mail();

  /** A mail server; without a host no mail is sent. */
  interface Mail {
    /** Its name. */
    Optional<String> host();

    /** Where it listens. */
    @WithDefault("587")
    int port();

    /** Whom mail is from. */
    Optional<String> from();

    /** The name to log in with, if it wants one. */
    Optional<String> user();

    /** The password to log in with. */
    Optional<String> password();

    /** A file with that password, and nothing else. */
    Optional<Path> passwordFile();

    /** Whether nothing is sent without encryption. */
    @WithDefault("true")
    boolean starttls();
  }

  /** How operators are told what needs them. */
  Notification notification();

  /** Notifications. */
  interface Notification {
    /** Whether webhooks may lead to internal addresses, and without encryption. */
    @WithDefault("false")
    boolean allowInternal();

    /** How long a case may wait before somebody is told. */
    @WithDefault("4h")
    Duration queueAge();
  }

  /** Who else says who operators are. */
  Oidc oidc();

  /** An OpenID provider; without an issuer there is none. */
  interface Oidc {
    /** Who it says it is, such as {@code https://login.example.org}. */
    Optional<URI> issuer();

    /** Who this server is to it. */
    Optional<String> clientId();

    /** A file with what shows that, and nothing else. */
    Optional<Path> clientSecretFile();

    /** What people call it. */
    @WithDefault("single sign-on")
    String name();

    /** Which claim has the groups of who signs in. */
    @WithDefault("groups")
    String roleClaim();

    /** The group whose members administer this server. */
    Optional<String> administrators();

    /** The group whose members decide about addresses. */
    Optional<String> curators();

    /** The group whose members look at everything. */
    Optional<String> viewers();
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

    /** Between looks for decisions whose time to be taken back is over. */
    String decisions();

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

    /** Between looks at what operators have to be told. */
    String notifications();

    /** Between samples of what the console draws. */
    String samples();

    /** When everything is judged from scratch and compared, as a cron expression in UTC. */
    String audit();
  }
}
