package org.tocsin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each package of the server may know, so that the flow cannot be lost by accident. */
final class ArchitectureTest {

  private static final String ROOT = "org.tocsin";

  /** Which of our packages each package may use. What is not here, nobody may use. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("address", Set.of()),
          Map.entry("network", Set.of("address")),
          Map.entry("enrolment", Set.of("network")),
          Map.entry("consumer", Set.of("enrolment", "address")),
          Map.entry("audit", Set.of()),
          Map.entry("account", Set.of("sealing", "enrolment")),
          Map.entry("account.oidc", Set.of("account", "sealing", "enrolment")),
          Map.entry("account.passkey", Set.of("account")),
          Map.entry("account.password", Set.of("account", "sealing", "enrolment")),
          Map.entry("page", Set.of()),
          Map.entry(
              "console",
              Set.of(
                  "page",
                  "operator",
                  "account",
                  "account.passkey",
                  "account.oidc",
                  "account.password",
                  "http",
                  "audit",
                  "enrolment",
                  "consumer",
                  "evidence",
                  "trust",
                  "privatelist",
                  "distribution",
                  "notification",
                  "review",
                  "series",
                  "search",
                  "release",
                  "publication",
                  "curation",
                  "curation.rules",
                  "rulebook",
                  "address")),
          Map.entry("rulebook", Set.of()),
          Map.entry("http", Set.of()),
          Map.entry("signal", Set.of("enrolment", "address")),
          Map.entry("evidence", Set.of("signal", "enrolment", "address")),
          Map.entry("curation", Set.of("evidence", "address")),
          Map.entry("curation.rules", Set.of("curation", "address")),
          Map.entry("trust", Set.of("curation", "evidence", "enrolment", "address")),
          Map.entry("replay", Set.of("curation", "curation.rules", "evidence", "address")),
          Map.entry("publication", Set.of("curation", "address")),
          Map.entry("search", Set.of("publication", "evidence", "network", "address")),
          Map.entry("distribution", Set.of("publication", "address")),
          Map.entry("format", Set.of("address")),
          Map.entry("release", Set.of("publication", "address")),
          Map.entry("check", Set.of()),
          Map.entry("blocklist", Set.of("http", "publication", "release", "format", "consumer")),
          Map.entry(
              "taxii", Set.of("http", "release", "format", "consumer", "publication", "address")),
          Map.entry("bouncer", Set.of("http", "address", "consumer", "distribution")),
          Map.entry("privatelist", Set.of("http", "enrolment", "address")),
          Map.entry(
              "capi",
              Set.of(
                  "http",
                  "network",
                  "enrolment",
                  "signal",
                  "distribution",
                  "privatelist",
                  "address")),
          Map.entry("sealing", Set.of()),
          Map.entry("notification", Set.of("sealing", "address")),
          Map.entry("series", Set.of()),
          Map.entry("review", Set.of("audit", "evidence", "curation", "address")),
          Map.entry(
              "appeal",
              Set.of(
                  "http",
                  "address",
                  "network",
                  "page",
                  "curation",
                  "evidence",
                  "publication",
                  "review",
                  "operator")),
          Map.entry("cti", Set.of("address", "appeal", "consumer", "curation", "http", "network")),
          Map.entry(
              "operator",
              Set.of(
                  "account",
                  "address",
                  "enrolment",
                  "consumer",
                  "audit",
                  "signal",
                  "evidence",
                  "curation",
                  "publication",
                  "distribution",
                  "privatelist",
                  "notification",
                  "rulebook",
                  "sealing",
                  "account.password",
                  "review")),
          Map.entry("lab", Set.of("curation", "evidence", "address", "replay")),
          Map.entry("demo", Set.of()),
          Map.entry("app.postgres", Set.of()),
          Map.entry(
              "app",
              Set.of(
                  "account",
                  "account.passkey",
                  "account.oidc",
                  "account.password",
                  "sealing",
                  "page",
                  "console",
                  "address",
                  "network",
                  "enrolment",
                  "consumer",
                  "audit",
                  "http",
                  "signal",
                  "evidence",
                  "curation",
                  "curation.rules",
                  "trust",
                  "replay",
                  "publication",
                  "search",
                  "distribution",
                  "privatelist",
                  "release",
                  "check",
                  "format",
                  "blocklist",
                  "bouncer",
                  "taxii",
                  "capi",
                  "lab",
                  "demo",
                  "operator",
                  "rulebook",
                  "review",
                  "appeal",
                  "notification",
                  "cti",
                  "series",
                  "app.postgres")));

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String nameOf(JavaClass type) {
    return type.getPackageName().replace(ROOT + ".", "");
  }

  @Test
  void everyPackageIsInTheImportTable() {
    assertThat(SERVER.stream().map(ArchitectureTest::nameOf).collect(Collectors.toSet()))
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
                  .map(other -> ROOT + "." + other)
                  .toArray(String[]::new);
          noClasses()
              .that(resideInAPackage(ROOT + "." + from))
              .should()
              .dependOnClassesThat(resideInAnyPackage(others))
              .because("each stage knows only the ones before it, so each can be read alone")
              .check(SERVER);
        });
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle can only be understood and changed all at once")
        .check(SERVER);
  }

  @Test
  void addressesAndCurationArePure() {
    classes()
        .that(resideInAnyPackage(ROOT + ".address..", ROOT + ".curation.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    ROOT + "..",
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.util..",
                    "java.time..",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.security",
                    "org.jspecify.annotations")
                .or(resideInAPackage("org.snakeyaml.."))
                .or(PRIMITIVE))
        .because("a judgement that is a function of its arguments can be replayed and proved")
        .check(SERVER);
    noClasses()
        .that(resideOutsideOfPackage(ROOT + ".curation.rules"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.snakeyaml.."))
        .because("what the rules mean does not depend on how they are written")
        .check(SERVER);
  }

  private static final DescribedPredicate<JavaClass> PRIMITIVE =
      describe("primitives and arrays", type -> type.isPrimitive() || type.isArray());

  @Test
  void httpAndJsonStayAtTheEdge() {
    noClasses()
        .that(not(AT_THE_EDGE))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs.."))
        .because("a stage that knows no wire format serves every wire format")
        .check(SERVER);
    noClasses()
        .that(not(AT_THE_EDGE.or(KNOWS_THE_DATABASE).or(resideInAPackage(ROOT + ".format"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."))
        .because("a record that is kept as JSON is made JSON where it is kept")
        .check(SERVER);
    noClasses()
        .that(resideInAPackage(ROOT + ".format"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("com.fasterxml.jackson..")
                .and(not(resideInAPackage("com.fasterxml.jackson.core.."))))
        .because("a million addresses are streamed, never bound to a tree")
        .check(SERVER);
  }

  private static final DescribedPredicate<JavaClass> AT_THE_EDGE =
      resideInAnyPackage(
          ROOT + ".capi",
          ROOT + ".operator",
          ROOT + ".page",
          ROOT + ".console",
          ROOT + ".appeal",
          ROOT + ".distribution",
          ROOT + ".release",
          ROOT + ".check",
          ROOT + ".bouncer",
          ROOT + ".taxii",
          ROOT + ".demo",
          ROOT + ".app");

  @Test
  void onlyPostgresClassesKnowTheDatabase() {
    noClasses()
        .that(not(KNOWS_THE_DATABASE))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "org.postgresql..",
                    "io.quarkus.hibernate..")
                .or(describe("are entities", type -> type.getSimpleName().endsWith("Entity"))))
        .because("whoever sees no row and no SQLException can be tested without a database")
        .check(SERVER);
  }

  private static final DescribedPredicate<JavaClass> KNOWS_THE_DATABASE =
      describe(
          "are named Postgres… or …Entity, or run the database",
          type ->
              outermost(type).getSimpleName().startsWith("Postgres")
                  || outermost(type).getSimpleName().endsWith("Entity")
                  || nameOf(type).equals("app.postgres"));

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  @Test
  void publishedListsAreMadeOnlyByThePublication() {
    noClasses()
        .that(resideOutsideOfPackage(ROOT + ".publication"))
        .should()
        .callConstructorWhere(
            describe(
                "a published list is made",
                call -> call.getTargetOwner().getSimpleName().equals("PublishedList")))
        .because("holding one is the proof that a release was made")
        .check(SERVER);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws Exception {
    for (String name : MAY_IMPORT.keySet()) {
      assertThat(Class.forName(ROOT + "." + name + ".package-info").getAnnotations())
          .as("package %s", name)
          .anyMatch(found -> found.annotationType().getSimpleName().equals("NullMarked"));
    }
  }

  @Test
  void typesAreVisibleOnlyWhereTheyAreUsed() {
    Set<String> unused =
        SERVER.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !USED_UNSEEN.contains(type.getSimpleName()))
            .filter(type -> !isTemplate(type))
            .filter(type -> !usedElsewhere(type) && !spokenOfByWhatIsUsedElsewhere(type))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(unused).as("package-private unless another package uses it").isEmpty();
  }

  /**
   * The command line's entry, constants, which the compiler copies to where they are used, and what
   * waits for the downloads and for the pages of the console.
   */
  private static final Set<String> USED_UNSEEN =
      Set.of("Main", "SignalLog", "AgentNetworks", "OrganisationStandings");

  /** The engine finds a template by its name. */
  private static boolean isTemplate(JavaClass type) {
    return type.getSimpleName().matches("Jte.*Generated");
  }

  private static boolean usedElsewhere(JavaClass type) {
    return withNested(type)
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
  }

  private static boolean spokenOfByWhatIsUsedElsewhere(JavaClass type) {
    return SERVER.stream()
        .filter(other -> other.isTopLevelClass() && usedElsewhere(other))
        .filter(other -> other.getPackage().equals(type.getPackage()))
        .flatMap(ArchitectureTest::withNested)
        .flatMap(other -> other.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(
            method ->
                Stream.concat(
                    method.getReturnType().getAllInvolvedRawTypes().stream(),
                    method.getRawParameterTypes().stream()))
        .anyMatch(type::equals);
  }

  private static Stream<JavaClass> withNested(JavaClass type) {
    return SERVER.stream()
        .filter(other -> (other.getName() + "$").startsWith(type.getName() + "$"));
  }
}
