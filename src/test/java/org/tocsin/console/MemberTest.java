package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Every route of the console, asked by a member of an organisation. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class MemberTest {

  private static final String FLEET = "/console/organisations/{organisation}";
  private static final String ACCOUNT = "/console/account";

  private final TestOperator administrator = TestOperator.administrator();
  private long own;
  private long other;
  private Browser member = new Browser("");

  /** A way into the console. */
  private record Route(boolean get, String path, boolean open) {

    int answer(Browser browser, long organisation) {
      String filled =
          path.replace(FLEET, FLEET.replace("{organisation}", Long.toString(organisation)))
              .replaceAll("\\{[^}]+}", "1");
      return (get ? browser.get(filled) : browser.send(filled, Map.of("reason", "r"))).statusCode();
    }

    boolean fleet() {
      return path.startsWith(FLEET);
    }
  }

  private static List<Route> routes() {
    return new ClassFileImporter()
        .importPackages("org.tocsin.console").stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(MemberTest::routes)
            .toList();
  }

  private static Stream<Route> routes(JavaClass type) {
    String base = type.getAnnotationOfType(Path.class).value();
    return type.getMethods().stream()
        .filter(method -> method.isAnnotatedWith(GET.class) || method.isAnnotatedWith(POST.class))
        .map(
            method ->
                new Route(
                    method.isAnnotatedWith(GET.class),
                    base + below(method),
                    type.isAnnotatedWith(PermitAll.class)
                        || method.isAnnotatedWith(PermitAll.class)));
  }

  private static String below(JavaMethod method) {
    return method.isAnnotatedWith(Path.class)
        ? "/" + method.getAnnotationOfType(Path.class).value()
        : "";
  }

  @BeforeEach
  void join() {
    own = administrator.organisation(false, false);
    other = administrator.organisation(false, false);
    member = Browser.member(own);
  }

  @Test
  void anotherOrganisationIsNotThereWhateverIsAsked() {
    List<Route> fleet = routes().stream().filter(Route::fleet).toList();
    assertThat(fleet).hasSizeGreaterThan(6);
    assertThat(fleet)
        .allSatisfy(
            route ->
                assertThat(route.answer(member, other))
                    .as(route.path())
                    .isIn(route.get() ? List.of(404) : List.of(403, 404)));
  }

  @Test
  void ownPagesAreThereAndNothingElseIs() {
    assertThat(routes()).hasSizeGreaterThan(50);
    assertThat(routes())
        .filteredOn(route -> route.get() && route.fleet())
        .allSatisfy(route -> assertThat(route.answer(member, own)).as(route.path()).isEqualTo(200));
    assertThat(routes())
        .filteredOn(
            route ->
                !route.open()
                    && !route.fleet()
                    && !route.path().startsWith(ACCOUNT)
                    && !route.path().equals("/console")
                    && !route.path().equals("/console/sign-out"))
        .allSatisfy(route -> assertThat(route.answer(member, own)).as(route.path()).isEqualTo(403));
  }

  @Test
  void aMemberMakesAndRevokesKeysOfItsOwn() {
    String keys = "/console/organisations/" + own + "/enrolment-keys";
    member.send(keys, Map.of("uses", "1")).then().statusCode(200);
    long key =
        administrator
            .get("/api/v1/organisations/" + own + "/enrolment-keys")
            .jsonPath()
            .getLong("items[0].id");
    member.send(keys + "/" + key + "/revoke", Map.of()).then().statusCode(200);
    member
        .send("/console/organisations/" + other + "/enrolment-keys", Map.of("uses", "1"))
        .then()
        .statusCode(404);
  }
}
