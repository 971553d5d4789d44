package org.tocsin.curation.rules;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;

/** Reads {@code allowlists/*.yaml} and the published range lists that they pin. */
final class AllowlistReader {

  private static final List<String> TIERS = List.of("never", "benign", "protected", "shared");
  private static final String RANGES = "ranges/";

  /** An exemption and where it is written. */
  record Placed(Exemption exemption, String file, int line, String key) {}

  private final Map<String, String> texts;
  private final List<RulesProblem> problems;
  private final List<Placed> placed = new ArrayList<>();
  private final List<AllowlistExpiry> expiries = new ArrayList<>();
  private final Set<Prefix> mayOverlap = new HashSet<>();
  private final Set<String> pinned = new HashSet<>();

  AllowlistReader(SortedMap<String, String> texts, List<RulesProblem> problems) {
    this.texts = texts;
    this.problems = problems;
  }

  List<Exemption> exemptions() {
    return placed.stream().map(Placed::exemption).toList();
  }

  List<AllowlistExpiry> expiries() {
    return expiries;
  }

  /** Reports what only shows when all allowlists are read. */
  void done() {
    Overlaps.report(placed, mayOverlap, problems);
    for (String name : texts.keySet()) {
      if (name.startsWith(RANGES) && !pinned.contains(name)) {
        problems.add(new RulesProblem(name, 1, "", "no allowlist uses this file"));
      }
    }
  }

  void read(String name, YamlMap file) {
    Exemption.Tier tier = Exemption.Tier.valueOf(file.word("tier", TIERS).toUpperCase(Locale.ROOT));
    String reason = file.text("reason");
    LocalDate checked = LocalDate.MIN;
    boolean pins = file.has("source");
    if (pins) {
      YamlMap source = file.map("source");
      source(source, tier, reason);
      checked = source.has("retrieved") ? source.date("retrieved") : checked;
      source.done();
    }
    if (file.has("reviewed")) {
      LocalDate reviewed = file.date("reviewed");
      checked = reviewed.isAfter(checked) ? reviewed : checked;
    }
    if (!pins || file.has("entries")) {
      for (YamlMap.RangeLine line : file.rangeLines("entries")) {
        add(new Exemption(line.range(), tier, reason), name, line.line(), "entries");
      }
    }
    if (file.has("overlaps")) {
      mayOverlap.addAll(file.ranges("overlaps"));
    }
    if (file.has("expires")) {
      expires(name, file, checked);
    }
    file.done();
  }

  private void expires(String name, YamlMap file, LocalDate checked) {
    Duration expires = file.someTime("expires");
    if (expires.compareTo(Duration.ofDays(expires.toDays())) != 0) {
      file.refuse("expires", "must be whole days");
    }
    if (checked.equals(LocalDate.MIN)) {
      file.refuse("expires", "needs a day to count from: source.retrieved or reviewed");
      return;
    }
    expiries.add(new AllowlistExpiry(name, checked.plusDays(expires.toDays())));
  }

  private void source(YamlMap source, Exemption.Tier tier, String reason) {
    String name = source.text("file");
    String digest = source.text("sha256");
    if (source.has("url")) {
      source.text("url");
    }
    String text = name.startsWith(RANGES) ? texts.get(name) : null;
    if (!name.startsWith(RANGES)) {
      source.refuse("file", "must lie in " + RANGES);
    } else if (text == null) {
      source.refuse("file", "there is no file '" + YamlMap.shown(name) + "'");
    }
    if (!PlainText.isDigest(digest)) {
      source.refuse("sha256", "expected a SHA-256 in hex, found '" + YamlMap.shown(digest) + "'");
    }
    if (text == null) {
      return;
    }
    if (PlainText.isDigest(digest) && !Digest.of(text).equals(digest)) {
      source.refuse("sha256", name + " has another one: " + Digest.of(text));
    }
    if (!pinned.add(name)) {
      source.refuse("file", "'" + YamlMap.shown(name) + "' is used by another allowlist");
      return;
    }
    List<PlainText.RangeAt> ranges =
        name.endsWith(".json") ? published(name, text) : PlainText.ranges(name, text, problems);
    if (ranges.isEmpty()) {
      problems.add(new RulesProblem(name, 1, "", "holds no range"));
    }
    ranges.forEach(at -> add(new Exemption(at.range(), tier, reason), at.file(), at.line(), ""));
  }

  /** Reads the form in which the large search engines publish theirs; JSON is YAML. */
  private List<PlainText.RangeAt> published(String name, String text) {
    List<PlainText.RangeAt> ranges = new ArrayList<>();
    YamlMap.parse(name, text, problems)
        .ifPresent(
            file -> {
              if (file.has("creationTime")) {
                file.text("creationTime");
              }
              if (!file.has("prefixes")) {
                file.refuse("prefixes", "the key is missing");
              }
              for (YamlMap prefix : file.maps("prefixes")) {
                String key = prefix.has("ipv6Prefix") ? "ipv6Prefix" : "ipv4Prefix";
                prefix
                    .range(key)
                    .ifPresent(
                        range -> ranges.add(new PlainText.RangeAt(range, name, prefix.line())));
                prefix.done();
              }
              file.done();
            });
    return ranges;
  }

  private void add(Exemption exemption, String file, int line, String key) {
    placed.add(new Placed(exemption, file, line, key));
  }
}
