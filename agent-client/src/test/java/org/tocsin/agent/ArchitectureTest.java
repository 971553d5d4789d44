package org.tocsin.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the agent, so that it cannot be lost by accident. */
final class ArchitectureTest {
  private static final String ROOT = "org.tocsin.agent";

  /** Which of our packages each package may use; {@code cli} puts everything together. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("address", Set.of()),
          Map.entry("regex", Set.of()),
          Map.entry("grok", Set.of("regex")),
          Map.entry("expression", Set.of("regex")),
          Map.entry("event", Set.of("expression")),
          Map.entry("vocabulary", Set.of("address", "regex", "expression", "event")),
          Map.entry("rule", Set.of("expression")),
          Map.entry("enrichment", Set.of("address", "expression", "event", "vocabulary")),
          Map.entry(
              "parser",
              Set.of(
                  "address",
                  "regex",
                  "grok",
                  "expression",
                  "event",
                  "vocabulary",
                  "rule",
                  "enrichment")),
          Map.entry("scenario", Set.of("address", "expression", "event", "rule")),
          Map.entry(
              "pipeline",
              Set.of(
                  "grok",
                  "expression",
                  "event",
                  "vocabulary",
                  "rule",
                  "enrichment",
                  "parser",
                  "scenario",
                  "address",
                  "acquisition",
                  "hub",
                  "decision",
                  "community")),
          Map.entry(
              "hubtest",
              Set.of(
                  "address",
                  "expression",
                  "event",
                  "vocabulary",
                  "rule",
                  "enrichment",
                  "hub",
                  "acquisition",
                  "pipeline")),
          Map.entry("bench", Set.of("expression", "event", "rule", "hub", "pipeline")),
          Map.entry("acquisition", Set.of("expression", "event", "rule")),
          Map.entry("hub", Set.of("rule")),
          Map.entry("state", Set.of()),
          Map.entry(
              "decision", Set.of("state", "address", "expression", "event", "rule", "vocabulary")),
          Map.entry("verification", Set.of("address")),
          Map.entry("community", Set.of("state", "address", "verification", "decision")),
          Map.entry(
              "daemon",
              Set.of(
                  "address",
                  "acquisition",
                  "hub",
                  "decision",
                  "verification",
                  "community",
                  "event",
                  "expression",
                  "vocabulary",
                  "enrichment",
                  "rule",
                  "pipeline")),
          Map.entry(
              "cli",
              Set.of(
                  "daemon",
                  "bench",
                  "address",
                  "acquisition",
                  "hub",
                  "decision",
                  "verification",
                  "community",
                  "event",
                  "expression",
                  "enrichment",
                  "rule",
                  "pipeline",
                  "hubtest")));

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageIsInTheImportTable() {
    Set<String> found =
        AGENT.stream()
            .map(type -> type.getPackageName().replace(ROOT + ".", "").replaceAll("\\..*", ""))
            .collect(Collectors.toSet());

    assertThat(found)
        .as("a package without a line in the table has no place in the design")
        .isEqualTo(MAY_IMPORT.keySet());
  }

  @Test
  void importsFollowTheTable() {
    MAY_IMPORT.forEach(
        (from, allowed) -> {
          String[] others =
              MAY_IMPORT.keySet().stream()
                  .filter(other -> !other.equals(from) && !allowed.contains(other))
                  .map(other -> ROOT + "." + other + "..")
                  .toArray(String[]::new);
          noClasses()
              .that(resideInAPackage(ROOT + "." + from + ".."))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others)
              .because("each stage knows only the ones before it, so each can be read alone")
              .check(AGENT);
        });
  }

  @Test
  void whatRulesMeanIsFoundOutWithoutFilesAndNetwork() {
    String[] pure =
        Stream.of(
                "address",
                "regex",
                "grok",
                "expression",
                "event",
                "vocabulary",
                "rule",
                "enrichment",
                "parser",
                "scenario",
                "verification")
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..")
        .because("log lines are written by strangers and must never lead to a file or a host")
        .check(AGENT);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle can only be understood and changed all at once")
        .check(AGENT);
  }

  @Test
  void onlyTheCommandLineReadsClockRandomnessAndEnvironment() {
    noClasses()
        .that(describe("are outside cli", type -> !type.getPackageName().startsWith(ROOT + ".cli")))
        .should()
        .callCodeUnitWhere(READS_THE_WORLD)
        .because("what is handed in can be replayed and tested; what is read in passing cannot")
        .check(AGENT);
  }

  @Test
  void namesSayWhatATypeIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils|Helper|Manager|Base)")
        .because("these endings stand where a name for the responsibility should be")
        .check(AGENT);
  }

  private static final Set<String> CLOCKS = names(Clock.class, InstantSource.class);

  private static final Set<String> RANDOMNESS =
      names(Random.class, SecureRandom.class, ThreadLocalRandom.class);

  private static final Set<String> SYSTEM =
      Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime");

  private static final DescribedPredicate<JavaCall<?>> READS_THE_WORLD =
      describe("read the clock, randomness or the environment", ArchitectureTest::readsTheWorld);

  private static boolean readsTheWorld(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    return (owner.isEquivalentTo(System.class) && SYSTEM.contains(name))
        || (owner.getPackageName().equals("java.time") && name.equals("now"))
        || (CLOCKS.contains(owner.getName()) && name.startsWith("system"))
        || (RANDOMNESS.contains(owner.getName()) && Set.of("<init>", "current").contains(name))
        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"));
  }

  private static Set<String> names(Class<?>... types) {
    return Stream.of(types).map(Class::getName).collect(Collectors.toSet());
  }
}
