package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.agent.community.FakeCommunity.LONG;
import static org.tocsin.agent.community.FakeCommunity.STREAM;
import static org.tocsin.agent.verification.Forge.NOW;
import static org.tocsin.agent.verification.Forge.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AdoptedList.Changes;
import org.tocsin.agent.decision.AllowedRange;

final class LinkPullTest {
  private static final String BLOCK = "/lists/b";
  private static final String ALLOW = "/lists/a";

  private final FakeCommunity server;
  private final List<Notice> notices = new ArrayList<>();
  private final LinkPull pull;

  LinkPullTest() throws IOException {
    server = new FakeCommunity();
    pull = pull();
    server.files.put(
        STREAM,
        bytes(
            """
            {"new":[],"deleted":[],"links":{"blocklists":[{"name":"ours","url":"%1$slists/b?s=1",
             "remediation":"captcha","scope":"ip","duration":"24h30m0s","more":1}],
             "allowlists":[{"name":"office","id":"1","url":"%1$slists/a"}]}}
            """
                .formatted(server.url())));
    server.files.put(BLOCK, bytes("9.9.9.9\n9.9.8.0/24\n"));
    server.files.put(
        ALLOW,
        bytes(
            """
            {"value":"9.1.0.0/16","description":"the office"}
            {"value":"9.2.1.1","description":null,"expiration":"2026-04-01T00:00:00Z"}
            """));
  }

  @TempDir private Path folder;

  private LinkPull pull() {
    return new LinkPull(server.member(), new LateFiles(() -> folder), LONG, notices::add);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void adoptsWhatTheOrganisationKeeps() throws CallFailed {
    pull.pull(NOW);

    AdoptedAddresses list = pull.blocked().get(0);
    assertThat(list.about())
        .isEqualTo(new AdoptedAddresses.About("ours", "lists", "ours", "captcha"));
    assertThat(list.until()).isEqualTo(NOW.plus(Duration.ofMinutes(24 * 60 + 30)));
    assertThat(list.covers(Address.parse("9.9.8.7").orElseThrow())).isTrue();
    assertThat(pull.allowed())
        .containsExactly(
            new AllowedRange(
                Prefix.parse("9.1.0.0/16").orElseThrow(), "the office", Optional.empty()),
            new AllowedRange(
                Prefix.parse("9.2.1.1/32").orElseThrow(),
                "office",
                Optional.of(Instant.parse("2026-04-01T00:00:00Z"))));
  }

  @Test
  void tellsWhatCameAndWent() throws CallFailed {
    pull.pull(NOW);
    long before = pull.blocked().get(0).version();
    server.files.put(BLOCK, bytes("9.9.9.8\n9.9.8.0/24\n"));
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).since(before))
        .contains(
            new Changes(
                List.of(Prefix.parse("9.9.9.8/32").orElseThrow()),
                List.of(Prefix.parse("9.9.9.9/32").orElseThrow())));
  }

  @Test
  void sendsItsTokenToNoLink() throws CallFailed {
    List<String> seen = new ArrayList<>();
    server.next(
        BLOCK,
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          FakeCommunity.send(exchange, 200, bytes("9.9.9.9\n"));
        });
    pull.pull(NOW);

    assertThat(seen).containsExactly("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"message\":\"not found\"}", "9.1.1.1", "9.1.1.1\n\n", "<html>\n"})
  void keepsWhatItHasWhenAnAnswerIsNoWholeList(String body) throws CallFailed {
    pull.pull(NOW);
    server.files.put(BLOCK, bytes(body));
    server.files.put(ALLOW, bytes(body));
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).size()).isEqualTo(2);
    assertThat(pull.allowed()).hasSize(2);
    assertThat(notices).hasSize(2);
  }

  @Test
  void keepsWhatItHasWhenTheServerFailsOrCutsOff() throws CallFailed {
    pull.pull(NOW);
    server.next(BLOCK, 500, "");
    server.next(
        ALLOW,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.close();
        });
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).size()).isEqualTo(2);
    assertThat(pull.allowed()).hasSize(2);
  }

  @Test
  void letsGoOfAListThatIsNamedNoMore() throws CallFailed {
    pull.pull(NOW);
    server.files.put(
        STREAM, bytes("{\"new\":[],\"links\":{\"blocklists\":[],\"allowlists\":null}}"));
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).size()).isZero();
    assertThat(pull.allowed()).isEmpty();
  }

  @Test
  void letsGoOfNothingWhenTheStreamIsGarbage() throws CallFailed {
    pull.pull(NOW);
    server.files.put(STREAM, bytes("{\"message\":\"what?\"}"));

    assertThatThrownBy(() -> pull.pull(NOW)).isInstanceOf(CallFailed.class);
    assertThat(pull.blocked()).hasSize(1);
  }

  private void scopes(String... decisions) {
    server.files.put(
        STREAM,
        bytes(
            "{\"new\":[{\"scenario\":\"a/b\",\"scope\":\"ip\",\"decisions\":["
                + String.join(",", decisions)
                + "]}],\"deleted\":[],\"links\":{\"blocklists\":[],\"allowlists\":[]}}"));
  }

  @Test
  void adoptsWhatIsListedForTheOrganisationAlone() throws CallFailed {
    scopes(
        "{\"value\":\"9.7.7.7\",\"duration\":\"1h0m0s\"}",
        "{\"value\":\"9.7.7.8\",\"duration\":\"3h0m0s\"}");
    pull.pull(NOW);

    AdoptedAddresses list = pull.blocked().get(0);
    assertThat(list.name()).isEqualTo("scoped");
    assertThat(list.origin()).isEqualTo("lists");
    assertThat(list.until()).isEqualTo(NOW.plus(Duration.ofHours(3)));
    assertThat(pull.firstEnd()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void whatIsListedForTheOrganisationNoMoreIsToldAsGone() throws CallFailed {
    scopes("{\"value\":\"9.7.7.7\",\"duration\":\"1h0m0s\"}");
    pull.pull(NOW);
    long before = pull.blocked().get(0).version();
    scopes();
    pull.pull(NOW.plusSeconds(60));

    AdoptedAddresses list = pull.blocked().get(0);
    assertThat(list.until()).isAfter(NOW.plusSeconds(60));
    assertThat(list.since(before))
        .contains(new Changes(List.of(), List.of(Prefix.parse("9.7.7.7/32").orElseThrow())));
  }

  @Test
  void aListThatIsNamedNoMoreIsToldAsGoneAndThenForgotten() throws CallFailed {
    pull.pull(NOW);
    long before = pull.blocked().get(0).version();
    scopes();
    pull.pull(NOW.plusSeconds(60));
    assertThat(pull.blocked().get(0).size()).isZero();
    assertThat(pull.blocked().get(0).since(before).orElseThrow().removed()).hasSize(2);

    pull.pull(NOW.plus(Duration.ofDays(2)));
    assertThat(pull.blocked()).isEmpty();
  }

  @Test
  void whomTheOrganisationAllowsIsKnownAfterARestartWithoutTheServer() throws Exception {
    pull.pull(NOW);
    LinkPull restarted = pull();
    assertThat(restarted.isKnown()).isFalse();

    restarted.open();

    assertThat(restarted.isKnown()).isTrue();
    assertThat(restarted.allowed()).isEqualTo(pull.allowed());
  }

  @Test
  void damagedAllowancesAreAnErrorAndNotNone() throws Exception {
    Files.writeString(folder.resolve("allowed.json"), "{\"a\":[{");

    assertThatThrownBy(() -> pull().open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("allowed.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "8.0.0.0/7", "::/0", "2a00::/15", "fc00::/7"})
  void actsAgainstNoLargePartOfTheInternet(String range) throws CallFailed {
    pull.pull(NOW);
    server.files.put(BLOCK, bytes("9.9.9.8\n" + range + "\n"));
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).size()).isEqualTo(2);
    assertThat(notices).hasSize(1).first().asString().contains("too wide");
    scopes("{\"value\":\"" + range + "\",\"duration\":\"1h0m0s\"}");
    assertThatThrownBy(() -> pull.pull(NOW))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("too wide");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "128.0.0.0/1", "::/0", "2000::/3", "2000::/8"})
  void allowsNoLargePartOfTheInternet(String range) throws CallFailed {
    server.files.put(ALLOW, bytes("{\"value\":\"" + range + "\"}\n"));
    pull.pull(NOW);

    assertThat(pull.allowed()).isEmpty();
    assertThat(notices).hasSize(1).first().asString().contains("too wide");
  }

  @Test
  void allowsWideRangesThatNobodyOnTheInternetHas() throws CallFailed {
    server.files.put(ALLOW, bytes("{\"value\":\"fc00::/7\"}\r\n{\"value\":\"224.0.0.0/4\"}\n"));
    pull.pull(NOW);

    assertThat(pull.allowed()).hasSize(2);
  }

  /** The two of "ours" stay, so there is room for two less than so many. */
  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void takesNoMoreAddressesThanThereIsRoomFor(int less, boolean isTaken) throws CallFailed {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < LinkPull.MOST_BLOCKED - less; i++) {
      many.writeBytes(bytes("9." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255) + "\n"));
    }
    server.files.put("/lists/many", many.toByteArray());
    names("ours", server.url() + "lists/b", "many", server.url() + "lists/many");
    pull.pull(NOW);

    assertThat(pull.blocked()).hasSize(isTaken ? 2 : 1);
    assertThat(notices).hasSize(isTaken ? 0 : 1);
  }

  @Test
  void doesNotUnpackAListWithoutEnd() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[64 << 20]);
    }
    server.next(
        BLOCK,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          FakeCommunity.send(exchange, 200, bomb.toByteArray());
        });
    pull.pull(NOW);

    assertThat(pull.blocked()).isEmpty();
    assertThat(notices).hasSize(1).first().asString().contains("longer than 16777216 bytes");
  }

  /** The same server by another name is another one, and its answers can be changed on the way. */
  @Test
  void followsNoLinkToElsewhereWithoutTls() throws CallFailed {
    names("ours", server.url().replace("127.0.0.1", "localhost") + "lists/b");
    pull.pull(NOW);

    assertThat(pull.blocked()).isEmpty();
    assertThat(server.count(BLOCK)).isZero();
    assertThat(notices).hasSize(1).first().asString().contains("not by https");
  }

  @Test
  void takesManyAddressesListedForTheOrganisationAlone() throws CallFailed {
    scopes(
        IntStream.range(0, 100_000)
            .mapToObj(i -> "9." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255))
            .map(
                one ->
                    "{\"uuid\":\"11111111-2222-3333-4444-555555555555\",\"value\":\""
                        + one
                        + "\",\"duration\":\"1h0m0s\"}")
            .toArray(String[]::new));
    pull.pull(NOW);

    assertThat(pull.blocked().get(0).size()).isEqualTo(100_000);
  }

  private void names(String... namesAndLinks) {
    List<String> links = new ArrayList<>();
    for (int i = 0; i < namesAndLinks.length; i += 2) {
      links.add(
          "{\"name\":\"%s\",\"url\":\"%s\",\"duration\":\"24h\"}"
              .formatted(namesAndLinks[i], namesAndLinks[i + 1]));
    }
    server.files.put(
        STREAM, bytes("{\"links\":{\"blocklists\":[" + String.join(",", links) + "]},\"new\":[]}"));
  }

  /** Files in a folder that is known only once the test begins. */
  private record LateFiles(Supplier<Path> folder) implements StateFiles {
    private StateFiles real() throws IOException {
      return new FolderFiles(folder.get());
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
      return real().read(name);
    }

    @Override
    public void write(String name, Content content) throws IOException {
      real().write(name, content);
    }

    @Override
    public void delete(String name) throws IOException {
      real().delete(name);
    }

    @Override
    public Set<String> names() throws IOException {
      return real().names();
    }
  }
}
