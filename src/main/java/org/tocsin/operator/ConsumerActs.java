package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tocsin.audit.AuditLog;
import org.tocsin.consumer.ConsumerRegistry;
import org.tocsin.consumer.Cut;
import org.tocsin.enrolment.Organisations;

/** What operators do about consumers, each act with its entry in the record. */
@ApplicationScoped
@Transactional
public class ConsumerActs {

  /** How long names may be. */
  public static final int LONGEST_NAME = 200;

  /** How high a score may be asked for. */
  public static final int MOST_SCORE = 1_000_000;

  /** How long older keys work beside a new one, if nothing else is said. */
  private static final Duration OVERLAP = Duration.ofHours(24);

  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._:/+*-]*");

  private final ConsumerRegistry consumers;
  private final Organisations organisations;
  private final AuditLog audit;
  private final InstantSource clock;

  ConsumerActs(
      ConsumerRegistry consumers,
      Organisations organisations,
      AuditLog audit,
      InstantSource clock) {
    this.consumers = consumers;
    this.organisations = organisations;
    this.audit = audit;
    this.clock = clock;
  }

  /** Returns whether a text can stand for names of scenarios. */
  public static boolean isGlob(String text) {
    return GLOB.matcher(text).matches();
  }

  /** Makes a consumer with its first key; empty if there is no such organisation. */
  public Optional<ConsumerRegistry.NewConsumer> create(
      String name, OptionalLong organisation, Cut cut, String by) {
    if (organisation.isPresent() && organisations.find(organisation.getAsLong()).isEmpty()) {
      return Optional.empty();
    }
    ConsumerRegistry.NewConsumer made = consumers.create(name, organisation, cut);
    record(
        by,
        "consumer.create",
        made.consumer().id(),
        "key "
            + made.key().id()
            + (organisation.isPresent() ? " organisation=" + organisation.getAsLong() : ""));
    return Optional.of(made);
  }

  /**
   * Makes a further key; empty if there is no such consumer in force.
   *
   * @param previousExpiresAt until when older keys work too; a day if empty
   */
  public Optional<ConsumerRegistry.NewKey> issueKey(
      long consumer, Optional<Instant> previousExpiresAt, String by) {
    Instant until = previousExpiresAt.orElseGet(() -> clock.instant().plus(OVERLAP));
    Optional<ConsumerRegistry.NewKey> key = consumers.issueKey(consumer, until);
    key.ifPresent(
        made ->
            record(
                by,
                "consumer-key.create",
                consumer,
                "key " + made.id() + ", older ones until " + until));
    return key;
  }

  /** Revokes a key at once; false if there is no such key in force. */
  public boolean revokeKey(long consumer, long key, String by) {
    boolean revoked = consumers.revokeKey(consumer, key);
    if (revoked) {
      record(by, "consumer-key.revoke", consumer, "key " + key);
    }
    return revoked;
  }

  /** Revokes a consumer with all its keys at once; false if there is none in force. */
  public boolean revoke(long consumer, String by) {
    boolean revoked = consumers.revoke(consumer);
    if (revoked) {
      record(by, "consumer.revoke", consumer, "with all its keys");
    }
    return revoked;
  }

  private void record(String by, String act, long consumer, String detail) {
    audit.record(by, act, "consumer " + consumer, detail);
  }
}
