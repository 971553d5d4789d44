package org.tocsin.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.tocsin.check.Expected;
import org.tocsin.check.Finding;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.Known;
import org.tocsin.check.Limits;
import org.tocsin.check.Outcome;
import org.tocsin.check.Ranges;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.TrustedKeys;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Policy;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.release.FolderStore;
import org.tocsin.release.Precheck;
import org.tocsin.release.ReleaseKeys;
import org.tocsin.release.SignedHead;
import org.tocsin.release.StagedRelease;

/**
 * Looks at releases with code that shares nothing with what makes them: at each before its head
 * moves, and at what is served from time to time.
 */
@ApplicationScoped
class SecondLook implements Precheck {

  private static final Logger LOG = Logger.getLogger(SecondLook.class);
  private static final String HEAD = "/blocklist/head.json";

  private final RulesInForce rules;
  private final ReleaseHistory history;
  private final FolderStore served;
  private final TrustedKeys keys;
  private final InstantSource clock;
  private final AtomicInteger wrong = new AtomicInteger();
  private Optional<Known> known = Optional.empty();

  SecondLook(
      RulesInForce rules,
      ReleaseHistory history,
      FolderStore served,
      ReleaseKeys keys,
      InstantSource clock,
      MeterRegistry metrics) {
    this.rules = rules;
    this.history = history;
    this.served = served;
    this.keys = TrustedKeys.parse(keys.jwks().getBytes(StandardCharsets.UTF_8));
    this.clock = clock;
    Gauge.builder("release.check.findings", wrong, AtomicInteger::get)
        .description("What is wrong with the release that is served")
        .register(metrics);
  }

  @Override
  public List<String> findings(StagedRelease release) {
    byte[] head = release.head().sealed().getBytes(StandardCharsets.UTF_8);
    Limits limits =
        Limits.documented()
            .withGrowth(growth(rules.book().rules().policy(), release.head().head().serial()));
    Instant signed = release.head().head().issuedAt();
    try {
      // The log tells of releases that went out.
      ReleaseCheck check =
          new ReleaseCheck(
              (url, most) ->
                  url.startsWith("/blocklist/log/")
                      ? Optional.empty()
                      : url.equals(HEAD) ? Optional.of(head) : release.files().get(url),
              keys,
              limits,
              InstantSource.fixed(signed));
      Outcome outcome =
          check.check(
              new Expected(release.before().map(SecondLook::known), earlier(release), never()),
              (share, what) -> {});
      return sentences(outcome).toList();
    } catch (IOException e) {
      return List.of("its files cannot be read: " + e.getMessage());
    }
  }

  private static Stream<String> sentences(Outcome outcome) {
    return outcome.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.WRONG)
        .map(Finding::sentence);
  }

  private Limits.Growth growth(Policy policy, long serial) {
    Policy.AtLeast adds = policy.breaker().adds();
    int approved = QuarkusTransaction.requiringNew().call(() -> history.approved(serial));
    return new Limits.Growth(adds.number(), adds.percent(), approved);
  }

  private static Known known(SignedHead before) {
    return new Known(
        before.head().session(),
        before.head().serial(),
        before.head().setSha256(),
        Optional.empty());
  }

  /** The set that readers have, unless it is gone or damaged, which is no fault of the next. */
  private static Optional<Expected.Earlier> earlier(StagedRelease release) throws IOException {
    if (release.before().isEmpty()) {
      return Optional.empty();
    }
    var head = release.before().get().head();
    return release
        .files()
        .get(head.snapshot().url())
        .filter(text -> head.snapshot().bytes() == text.length)
        .map(
            text ->
                new Expected.Earlier(
                    head.session(), head.serial(), new String(text, StandardCharsets.US_ASCII)));
  }

  private Ranges never() {
    return Ranges.of(
        rules.book().rules().exemptions().stream()
            .filter(exemption -> exemption.tier() == Exemption.Tier.NEVER)
            .map(exemption -> exemption.range().toString())
            .toList());
  }

  /** Returns how much was wrong with what is served when it was last looked at. */
  int wrong() {
    return wrong.get();
  }

  /** Looks at the files that are served and returns what is wrong with them. */
  synchronized List<String> lookAtWhatIsServed() {
    try {
      Outcome outcome =
          new ReleaseCheck(
                  new FolderFiles(served.path("")),
                  keys,
                  Limits.documented().withLogRequired(),
                  clock)
              .check(new Expected(known, Optional.empty(), never()), (share, what) -> {});
      List<String> found = sentences(outcome).toList();
      found.forEach(sentence -> LOG.errorf("The release that is served is wrong: %s", sentence));
      wrong.set(found.size());
      known = outcome.known().or(() -> known);
      return found;
    } catch (IOException e) {
      LOG.errorf("The release that is served cannot be read: %s", e.getMessage());
      wrong.set(1);
      return List.of("its files cannot be read: " + e.getMessage());
    }
  }
}
