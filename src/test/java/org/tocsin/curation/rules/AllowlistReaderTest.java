package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;

/** Ranges that are exempt, written by hand or published by whom they belong to. */
final class AllowlistReaderTest {

  private static final String PINNED = "allowlists/pinned.yaml";
  private static final String LIST = "ranges/list.txt";
  private static final String NETWORKS = "# words\n198.51.100.0/24 # more\n\n2001:db8::/32\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "benign | harmless | 1: tier: expected one of never, benign, protected, shared, found"
            + " 'harmless'",
        "crawlers | ' ' | 2: reason: expected some text, found ''",
        "66.249.64.0/19 | 66.249.65.0/19 | 4: entries: '66.249.65.0/19': host bits are set, did you"
            + " mean 66.249.64.0/19",
        "66.249.64.0/19 | 66.249.64.0/33 | 4: entries: '66.249.64.0/33': the part behind / must be"
            + " a number from 0 to 32",
        "66.249.64.0/19 | 66.249.64 | 4: entries: '66.249.64': not an IP address or range",
        "66.249.64.0/19 | {a: b} | 4: entries: expected plain text",
        "8.8.8.8 | 66.249.64.0/19 | 6: entries: '66.249.64.0/19' is also at"
            + " allowlists/crawlers.yaml:4",
        "entries: | ranges: | 1: entries: the key is missing",
        "tier: | tear: | 1: tear: unknown key"
      })
  void refusesABadAllowlistNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(new RulesText().spoilt("allowlists/crawlers.yaml", part, replacement).problems())
        .anyMatch(found -> found.startsWith("allowlists/crawlers.yaml:" + problem));
  }

  private static Prefix range(String text) {
    return ((Prefix.Reading.Accepted) Prefix.read(text)).prefix();
  }

  @ParameterizedTest
  @EnumSource(Exemption.Tier.class)
  void readsEveryTier(Exemption.Tier tier) throws RulesRefused {
    assertThat(
            new RulesText()
                .spoilt("allowlists/crawlers.yaml", "benign", tier.name().toLowerCase(Locale.ROOT))
                .read()
                .exemptions())
        .extracting(Exemption::tier)
        .containsOnly(tier);
  }

  @Test
  void refusesTheSameRangeInTwoFiles() {
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", "tier: benign\nreason: dns\nentries: [8.8.8.8/32]\n")
                .problems())
        .containsExactly(
            "allowlists/zz.yaml:3: entries: '8.8.8.8/32' is also at allowlists/crawlers.yaml:6");
  }

  @ParameterizedTest
  @CsvSource({
    "66.249.64.0/20, 66.249.64.0/19 at allowlists/crawlers.yaml:4",
    "66.249.64.7, 66.249.64.0/19 at allowlists/crawlers.yaml:4",
    "2001:4860:4801:1::/64, 2001:4860:4801::/48 at allowlists/crawlers.yaml:5"
  })
  void refusesARangeInsideOneOfAnotherTierNamingBothPlaces(String inner, String outer) {
    assertThat(
            new RulesText()
                .with(
                    "allowlists/zz.yaml", "tier: never\nreason: dns\nentries: ['" + inner + "']\n")
                .problems())
        .singleElement()
        .asString()
        .startsWith("allowlists/zz.yaml:3: entries: '" + inner)
        .endsWith("is never, but lies in " + outer + ", which is benign");
  }

  @Test
  void refusesARangeAroundOneOfAnotherTier() {
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", "tier: shared\nreason: nat\nentries: [8.0.0.0/8]\n")
                .problems())
        .containsExactly(
            "allowlists/crawlers.yaml:6: entries: '8.8.8.8/32' is benign, but lies in 8.0.0.0/8 at"
                + " allowlists/zz.yaml:3, which is shared");
  }

  @Test
  void aRangeInsideOneOfTheSameTierIsFine() throws RulesRefused {
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", "tier: benign\nreason: dns\nentries: [8.0.0.0/8]\n")
                .read()
                .exemptions())
        .hasSize(4);
  }

  @Test
  void tiersMayOverlapWhereTheOperatorSaysSo() throws RulesRefused {
    String protects =
        "tier: protected\nreason: cdn\nentries: [8.0.0.0/8]\noverlaps: [8.8.8.0/24]\n";

    assertThat(new RulesText().with("allowlists/zz.yaml", protects).read().exemptions()).hasSize(4);
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", protects.replace("8.8.8.0/24", "8.8.9.0/24"))
                .problems())
        .hasSize(1);
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", protects.replace("8.0.0.0/8", "8.8.8.8"))
                .problems())
        .as("the same range twice is never meant")
        .hasSize(1);
  }

  @Test
  void readsAPinnedListOfLines() throws RulesRefused {
    assertThat(RulesText.pinning(LIST, NETWORKS).read().exemptions())
        .contains(
            new Exemption(range("198.51.100.0/24"), Exemption.Tier.BENIGN, "published"),
            new Exemption(range("2001:db8::/32"), Exemption.Tier.BENIGN, "published"));
  }

  @Test
  void readsAPinnedListAsSearchEnginesPublishIt() throws RulesRefused {
    String json =
        """
        {
          "creationTime": "2026-07-02T14:46:20.000000",
          "prefixes": [{
            "ipv6Prefix": "2001:db8:10::/64"
          }, {
            "ipv4Prefix": "198.51.100.0/27"
          }]
        }
        """;

    assertThat(RulesText.pinning("ranges/bot.json", json).read().exemptions())
        .extracting(exemption -> exemption.range().toString())
        .contains("2001:db8:10::/64", "198.51.100.0/27");
    assertThat(RulesText.pinning("ranges/bot.json", json.replace(".0/27", ".1/27")).problems())
        .containsExactly(
            "ranges/bot.json:6: prefixes.ipv4Prefix: '198.51.100.1/27': host bits are set, did you"
                + " mean 198.51.100.0/27");
    assertThat(RulesText.pinning("ranges/bot.json", json.replace("ipv4P", "ipv5P")).problems())
        .containsExactly(
            "ranges/bot.json:5: prefixes.ipv4Prefix: the key is missing",
            "ranges/bot.json:6: prefixes.ipv5Prefix: unknown key");
  }

  @Test
  void anEntryBesideAPinnedListCountsAsWell() throws RulesRefused {
    RulesText both = RulesText.pinning(LIST, NETWORKS);
    both.spoilt(PINNED, "reason:", "entries: [203.0.113.0/24]\nreason:");

    assertThat(both.read().exemptions()).hasSize(6);
  }

  @Test
  void refusesAPinnedListThatIsNotWhatWasPinned() {
    assertThat(RulesText.pinning(LIST, NETWORKS).with(LIST, NETWORKS + "\n").problems())
        .singleElement()
        .asString()
        .startsWith(PINNED + ":5: source.sha256: ranges/list.txt has another one: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file: ranges/list.txt | file: ranges/lost.txt | 4: source.file: there is no file"
            + " 'ranges/lost.txt'",
        "file: ranges/list.txt | file: ../list.txt | 4: source.file: must lie in ranges/",
        "file: ranges/list.txt | file: policy.yaml | 4: source.file: must lie in ranges/",
        "file: | fiel: | 4: source.fiel: unknown key",
        "sha256: | sha256: X | 5: source.sha256: expected a SHA-256 in hex, found 'X",
        "source: | retrieved: 2026-11-22, source: | 3: ",
        "source: | expires: 30d ;; source: | 3: expires: needs a day to count from:"
            + " source.retrieved or reviewed",
        "source: | reviewed: 22.11.2026 ;; source: | 3: reviewed: expected a day such as"
            + " 2026-11-22",
        "source: | reviewed: 2026-02-30 ;; source: | 3: reviewed: expected a day such as"
            + " 2026-11-22",
        "source: | reviewed: 2026-11-22 ;; expires: 12h ;; source: | 4: expires: must be whole"
            + " days",
        "source: | reviewed: 2026-11-22 ;; expires: 0d ;; source: | 4: expires: must be longer than"
            + " nothing",
        "source: | overlaps: [x] ;; source: | 3: overlaps: 'x': not an IP address or range"
      })
  void refusesABadPinNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(
            RulesText.pinning(LIST, NETWORKS)
                .spoilt(PINNED, part, replacement.replace(" ;; ", "\n"))
                .problems())
        .anyMatch(found -> found.startsWith(PINNED + ":" + problem));
  }

  @Test
  void refusesAPublishedListThatIsBadEmptyUnusedOrUsedTwice() {
    assertThat(RulesText.pinning(LIST, NETWORKS + "198.51.100\n").problems())
        .containsExactly("ranges/list.txt:5: '198.51.100': not an IP address or range");
    assertThat(RulesText.pinning(LIST, "# nothing\n").problems())
        .containsExactly("ranges/list.txt:1: holds no range");
    assertThat(new RulesText().with(LIST, NETWORKS).problems())
        .containsExactly("ranges/list.txt:1: no allowlist uses this file");
    RulesText twice = RulesText.pinning(LIST, NETWORKS);
    assertThat(twice.with("allowlists/q.yaml", twice.texts().getOrDefault(PINNED, "")).problems())
        .containsExactly(
            "allowlists/q.yaml:4: source.file: 'ranges/list.txt' is used by another allowlist");
  }

  @Test
  void anAllowlistIsStaleFromItsDayOnAndStaysInForce() throws RulesRefused {
    RulesText text =
        new RulesText()
            .spoilt(
                "allowlists/crawlers.yaml",
                "reason:",
                "reviewed: 2026-11-22\nexpires: 30d\nreason:");
    Reading reading = RulesReader.read(text.texts());
    AllowlistExpiry expiry =
        new AllowlistExpiry("allowlists/crawlers.yaml", LocalDate.of(2026, 12, 22));

    assertThat(reading.expiries()).containsExactly(expiry);
    assertThat(reading.staleAt(Instant.parse("2026-12-21T23:59:59Z"))).isEmpty();
    assertThat(reading.staleAt(Instant.parse("2026-12-22T00:00:00Z"))).containsExactly(expiry);
    assertThat(reading.rules().exemptions()).hasSize(3);
  }

  @Test
  void theLaterOfRetrievedAndReviewedCounts() throws RulesRefused {
    RulesText text = RulesText.pinning(LIST, NETWORKS);
    text.spoilt(PINNED, "  file:", "  retrieved: 2026-11-01\n  file:");
    text.spoilt(PINNED, "reason:", "expires: 10d\nreason:");
    assertThat(RulesReader.read(text.texts()).expiries())
        .containsExactly(new AllowlistExpiry(PINNED, LocalDate.of(2026, 11, 11)));

    text.spoilt(PINNED, "reason:", "reviewed: 2026-11-05\nreason:");
    assertThat(RulesReader.read(text.texts()).expiries())
        .containsExactly(new AllowlistExpiry(PINNED, LocalDate.of(2026, 11, 15)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[2001:db8::/32]"})
  void anAllowlistMayBeEmpty(String entries) throws RulesRefused {
    assertThat(
            new RulesText()
                .with("allowlists/own.yaml", "tier: never\nreason: own\nentries: " + entries + "\n")
                .read()
                .exemptions())
        .hasSizeGreaterThanOrEqualTo(3);
  }
}
