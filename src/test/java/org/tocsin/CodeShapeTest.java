package org.tocsin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits that every class of the server keeps. */
final class CodeShapeTest {

  private static final int MOST_PARAMETERS = 6;
  private static final int MOST_LINES = 400;
  private static final Path SOURCES = Path.of("src/main/java");

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.tocsin");

  @Test
  void onlyTheApplicationReadsClockRandomnessAndEnvironment() {
    noClasses()
        .that(resideOutsideOfPackage("org.tocsin.app.."))
        .should()
        .callCodeUnitWhere(READS_THE_WORLD)
        .because("what is handed in can be replayed and tested; what is read in passing cannot")
        .check(SERVER);
  }

  @Test
  void everyResourceMethodSaysWhoMayCallIt() {
    methods()
        .that(describe("answer HTTP", CodeShapeTest::isResourceMethod))
        .should(
            condition(
                "declare RolesAllowed or PermitAll, or their class does",
                method ->
                    method.isAnnotatedWith(RolesAllowed.class)
                        || method.isAnnotatedWith(PermitAll.class)
                        || method.getOwner().isAnnotatedWith(RolesAllowed.class)
                        || method.getOwner().isAnnotatedWith(PermitAll.class)))
        .andShould()
        .bePublic()
        .because("a forgotten declaration is an open door, and other methods are not served")
        .check(SERVER);
  }

  @Test
  void namesSayWhatATypeIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils|Helper|Manager|Base)")
        .because("these endings stand where a name for the responsibility should be")
        .check(SERVER);
  }

  @Test
  void constructorsTakeNoMoreThanAReaderCanHold() {
    constructors()
        .that(
            describe(
                "are not of records or enumerations",
                constructor ->
                    !constructor.getOwner().isRecord() && !constructor.getOwner().isEnum()))
        .should(
            new ArchCondition<>("have at most " + MOST_PARAMETERS + " parameters") {
              @Override
              public void check(JavaConstructor constructor, ConditionEvents events) {
                int count = constructor.getRawParameterTypes().size();
                events.add(
                    new SimpleConditionEvent(
                        constructor,
                        count <= MOST_PARAMETERS,
                        constructor.getFullName() + " has " + count));
              }
            })
        .because("a class that needs more has more than one responsibility")
        .check(SERVER);
  }

  @Test
  void filesStayReadable() throws IOException {
    Map<Path, Integer> tooLong = new HashMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > MOST_LINES) {
          tooLong.put(file, lines);
        }
      }
    }

    assertThat(tooLong).as("files of more than %d lines", MOST_LINES).isEmpty();
  }

  private interface Holds {
    boolean of(JavaMethod method);
  }

  private static ArchCondition<JavaMethod> condition(String description, Holds holds) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        events.add(new SimpleConditionEvent(method, holds.of(method), method.getFullName()));
      }
    };
  }

  private static boolean isResourceMethod(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(found -> found.getRawType().isAnnotatedWith(HttpMethod.class));
  }

  private static final Set<String> CLOCKS = names(Clock.class, InstantSource.class);

  private static final Set<String> RANDOMNESS =
      names(Random.class, SecureRandom.class, ThreadLocalRandom.class);

  private static final Set<String> SYSTEM =
      Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime");

  private static final DescribedPredicate<JavaCall<?>> READS_THE_WORLD =
      describe("read the clock, randomness or the environment", CodeShapeTest::readsTheWorld);

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
