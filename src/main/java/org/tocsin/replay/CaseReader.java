package org.tocsin.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.curation.rules.YamlMap;
import org.tocsin.evidence.Witness;

/** Reads the cases of a rules folder as strictly as the rules themselves. */
final class CaseReader {

  private static final String CASE = "case.yaml";
  private static final String SIGNALS = "signals.csv";
  private static final String EXPECT = "expect.yaml";
  private static final Set<String> FILES = Set.of(CASE, SIGNALS, EXPECT);
  private static final Duration ESTABLISHED = Duration.ofDays(60);

  private final SortedMap<String, String> ruleTexts;
  private final Rules base;
  private final List<RulesProblem> problems = new ArrayList<>();

  private CaseReader(SortedMap<String, String> ruleTexts, Rules base) {
    this.ruleTexts = ruleTexts;
    this.base = base;
  }

  /**
   * Reads cases, in the order of their names.
   *
   * @param ruleTexts the texts of the rules under test, as for {@link RulesReader}
   * @param caseTexts the texts of the cases, named {@code tests/<case>/<file>}
   * @throws RulesRefused naming every problem of rules or cases
   */
  static List<RuleCase> read(
      SortedMap<String, String> ruleTexts, SortedMap<String, String> caseTexts)
      throws RulesRefused {
    CaseReader reader = new CaseReader(ruleTexts, RulesReader.read(ruleTexts).rules());
    List<RuleCase> cases = reader.cases(caseTexts);
    RulesReader.refuseAny(reader.problems);
    return cases;
  }

  private List<RuleCase> cases(SortedMap<String, String> texts) {
    Set<String> folders = new TreeSet<>();
    for (String name : texts.keySet()) {
      int slash = name.lastIndexOf('/');
      folders.add(name.substring(0, slash + 1));
      if (!FILES.contains(name.substring(slash + 1))) {
        problems.add(new RulesProblem(name, 1, "", "no file of a case has this name"));
      }
    }
    List<RuleCase> cases = new ArrayList<>();
    for (String folder : folders) {
      one(folder, texts).ifPresent(cases::add);
    }
    return cases;
  }

  private Optional<RuleCase> one(String folder, SortedMap<String, String> texts) {
    Optional<YamlMap> world =
        text(texts, folder + CASE).flatMap(text -> YamlMap.parse(folder + CASE, text, problems));
    Optional<String> signals = text(texts, folder + SIGNALS);
    Optional<YamlMap> expect =
        text(texts, folder + EXPECT)
            .flatMap(text -> YamlMap.parse(folder + EXPECT, text, problems));
    if (world.isEmpty() || signals.isEmpty() || expect.isEmpty()) {
      return Optional.empty();
    }
    world.get().text("description");
    Map<Long, RuleCase.Organisation> organisations = organisations(world.get());
    Rules rules = rules(world.get());
    world.get().done();
    ExpectReader expected = new ExpectReader(expect.get(), organisations.keySet());
    return Optional.of(
        new RuleCase(
            folder.substring(folder.indexOf('/') + 1, folder.length() - 1),
            rules,
            organisations,
            new SignalCsv(folder + SIGNALS, organisations.keySet(), problems).read(signals.get()),
            expected.expectations(),
            expected.nevers()));
  }

  private Optional<String> text(SortedMap<String, String> texts, String name) {
    Optional<String> text = Optional.ofNullable(texts.get(name));
    if (text.isEmpty()) {
      problems.add(new RulesProblem(name, 1, "", "the file is missing"));
    }
    return text;
  }

  private static Map<Long, RuleCase.Organisation> organisations(YamlMap world) {
    Map<Long, RuleCase.Organisation> organisations = new TreeMap<>();
    if (!world.has("organisations")) {
      world.refuse("organisations", "the key is missing");
    }
    for (YamlMap entry : world.maps("organisations")) {
      RuleCase.Organisation organisation = organisation(entry);
      if (organisations.putIfAbsent(organisation.id(), organisation) != null) {
        entry.refuse("id", organisation.id() + " is there twice");
      }
      entry.done();
    }
    return organisations;
  }

  private static RuleCase.Organisation organisation(YamlMap entry) {
    long id = entry.integer("id", 1, 999_999_999);
    boolean honeypot = entry.has("honeypot") && entry.flag("honeypot");
    boolean vouched = entry.has("vouched") && entry.flag("vouched");
    if (honeypot && vouched) {
      entry.refuse("vouched", "a honeypot is the operator's own");
    }
    Witness.Standing standing =
        honeypot
            ? Witness.Standing.HONEYPOT
            : vouched ? Witness.Standing.VOUCHED : Witness.Standing.ORDINARY;
    Optional<Long> trust =
        entry.has("trust")
            ? Optional.of(Micro.of(entry.decimal("trust", BigDecimal.ONE)))
            : Optional.empty();
    if (trust.isPresent() && standing != Witness.Standing.ORDINARY) {
      entry.refuse("trust", "an anchor is trusted in full");
    }
    return new RuleCase.Organisation(
        id, standing, trust, entry.has("age") ? entry.duration("age") : ESTABLISHED);
  }

  private Rules rules(YamlMap world) {
    Policy policy =
        world.has("policy")
            ? RulesReader.policy(ruleTexts, world.map("policy"), problems)
            : base.policy();
    List<Exemption> exemptions = new ArrayList<>(base.exemptions());
    for (YamlMap entry : world.maps("allowlist")) {
      String tier = entry.word("tier", List.of("never", "benign", "protected", "shared"));
      for (Prefix range : entry.ranges("entries")) {
        exemptions.add(
            new Exemption(range, Exemption.Tier.valueOf(tier.toUpperCase(Locale.ROOT)), "case"));
      }
      entry.done();
    }
    List<Prefix> reference = new ArrayList<>(base.reference());
    if (world.has("reference")) {
      reference.addAll(world.ranges("reference"));
    }
    return new Rules(
        policy,
        base.review(),
        base.scenarios(),
        exemptions,
        Rules.Anchors.NONE,
        reference,
        base.digest());
  }
}
