package org.tocsin.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Policy;
import org.tocsin.distribution.CurrentList;
import org.tocsin.enrolment.Organisations;
import org.tocsin.privatelist.ListKey;
import org.tocsin.privatelist.PrivateLists;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DecoyListsTest {

  private static final Prefix DARK = range("45.95.0.0", 16);
  private static final Prefix DARK_V6 = range("2a01:4f8:95::", 48);

  /** Of a list of hardly more than one address, so that there are some decoys. */
  private static final Policy.Decoys DECOYS = new Policy.Decoys(20_000_000, List.of(DARK, DARK_V6));

  private static final Policy.Decoys MORE_DECOYS =
      new Policy.Decoys(80_000_000, List.of(DARK, DARK_V6));

  private static final Policy.Decoys NONE = new Policy.Decoys(0, List.of());

  @Inject DecoyLists decoys;
  @Inject RulesInForce rules;
  @Inject Organisations organisations;
  @Inject PrivateLists lists;
  @Inject CurrentList list;
  @Inject ListKey key;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private final TestOperator operator = TestOperator.administrator();

  private static Prefix range(String network, int length) {
    return new Prefix(Address.parse(network).orElseThrow(), length);
  }

  @AfterEach
  void noMoreDecoys() {
    decoys.renew(NONE);
    // Until what was made up has ended: nobody would come to it by judging from scratch.
    clock.advance(Duration.ofDays(3));
    TestOperator.administrator().post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private long organisation() {
    return operator
        .post(
            "/api/v1/organisations",
            Map.of("name", "some " + UUID.randomUUID(), "vouched", false, "honeypot", false))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private void publish(String address) {
    // The first run of a day judges everything again and would take the made-up verdict back.
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
    new TestVerdicts(dataSource).global(address, clock.instant().plus(Duration.ofDays(2)));
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private Optional<String> link(TestAgent agent) {
    JsonPath stream = agent.get("/v3/decisions/stream").then().statusCode(200).extract().jsonPath();
    List<String> urls =
        stream.getList(
            "links.blocklists.findAll { it.name == '" + DecoyLists.NAME + "' }.url", String.class);
    return urls.stream().findFirst().map(url -> URI.create(url).getPath());
  }

  private List<String> bait(TestAgent agent) {
    return given()
        .get(link(agent).orElseThrow())
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .toList();
  }

  @Test
  void eachOrganisationGetsOtherDecoysAndOthersEachMonth() {
    publish("45.91.9.1");
    TestAgent one = TestAgent.enrolled(operator, organisation());
    TestAgent other = TestAgent.enrolled(operator, organisation());
    assertThat(link(one)).isEmpty();

    decoys.renew(DECOYS);

    List<String> first = bait(one);
    assertThat(first).isNotEmpty().allMatch(DecoyListsTest::isDark).doesNotHaveDuplicates();
    assertThat(bait(other)).hasSameSizeAs(first).isNotEqualTo(first);
    decoys.renew(DECOYS);
    assertThat(bait(one)).isEqualTo(first);

    clock.advance(Duration.ofDays(31));
    decoys.renew(DECOYS);
    TestAgent later = one.loggedInAgain();
    assertThat(bait(later)).hasSameSizeAs(first).isNotEqualTo(first);

    decoys.renew(NONE);
    assertThat(link(later)).isEmpty();
  }

  @Test
  void onlyOrganisationsThatAreNewAreLookedAtUnlessSomethingChanged() {
    publish("45.91.9.2");
    long first = organisation();
    TestAgent one = TestAgent.enrolled(operator, first);
    List<Object> looked = new ArrayList<>();
    DecoyLists watched = watched(looked);
    watched.renew(DECOYS);
    assertThat(looked).contains(first);
    looked.clear();

    watched.renew(DECOYS);
    assertThat(looked).doesNotContain(first);

    long second = organisation();
    TestAgent other = TestAgent.enrolled(operator, second);
    watched.renew(DECOYS);
    assertThat(looked).contains(second).doesNotContain(first);
    assertThat(bait(other)).isNotEqualTo(bait(one)).isNotEmpty();
    looked.clear();

    watched.renew(MORE_DECOYS);
    assertThat(looked).contains(first, second);
    assertThat(bait(one)).hasSameSizeAs(bait(other)).hasSizeGreaterThan(20);
  }

  @Test
  void withoutDecoysNoOrganisationIsLookedAtAndNoOtherListTouched() {
    long organisation = organisation();
    TestAgent agent = TestAgent.enrolled(operator, organisation);
    operator
        .post(
            "/api/v1/organisations/" + organisation + "/lists",
            Map.of("kind", "block", "name", DecoyLists.NAME, "scope", "ip"))
        .then()
        .statusCode(201);
    List<Object> looked = new ArrayList<>();

    watched(looked).renew(NONE);

    assertThat(looked).isEmpty();
    assertThat(link(agent)).isPresent();
  }

  /** The same, telling whose lists it looks at. */
  private DecoyLists watched(List<Object> looked) {
    PrivateLists told =
        (PrivateLists)
            Proxy.newProxyInstance(
                PrivateLists.class.getClassLoader(),
                new Class<?>[] {PrivateLists.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("list")) {
                    looked.add(arguments[0]);
                  }
                  return method.invoke(lists, arguments);
                });
    return new DecoyLists(rules, organisations, told, list, key, clock);
  }

  private static boolean isDark(String text) {
    Address address = Address.parse(text).orElseThrow();
    return DARK.contains(address) || DARK_V6.contains(address);
  }

  @Test
  void decoysAreOfTheRangesAndAsManyAsWantedUnlessThereAreNotSoMany() {
    Bait bait = new Bait(ListKey.parse(ListKey.generate(new SecureRandom())), List.of(DARK));
    Prefix few = range("45.95.1.0", 30);
    Bait small = new Bait(ListKey.parse(ListKey.generate(new SecureRandom())), List.of(few));
    YearMonth month = YearMonth.of(2026, 3);

    Set<Prefix> drawn = bait.of(7, month, 500);
    assertThat(drawn).hasSize(500).allMatch(one -> DARK.contains(one.network()));
    assertThat(bait.of(7, month, 500)).isEqualTo(drawn);
    assertThat(small.of(7, month, 100)).hasSize(4);
    assertThat(
            new Bait(
                    ListKey.parse(ListKey.generate(new SecureRandom())),
                    List.of(range("2a01:4f8::", 29)))
                .of(7, month, 50))
        .hasSize(50)
        .allMatch(one -> range("2a01:4f8::", 29).contains(one.network()));
  }
}
