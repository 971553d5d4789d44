package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What keeps its identifier from release to release, and what must not. */
final class IdentifiersTest {

  private static final ReleaseView OLD = Releases.mixed();

  /** The next release, with everything listed for longer and one address gone. */
  private static final ReleaseView NEXT =
      new ReleaseView(
          OLD.session(),
          OLD.serial() + 1,
          OLD.issuedAt().plusSeconds(60),
          OLD.entries().stream().skip(1).map(IdentifiersTest::longer).toList());

  private static Listed longer(Listed entry) {
    return new Listed(
        entry.address(),
        entry.scenario(),
        entry.since(),
        entry.expiresAt().plus(Duration.ofHours(1)));
  }

  @Test
  void areVersionFiveAndDistinct() {
    NamedIds ids = new NamedIds(OLD.session());
    UUID one = UUID.fromString(ids.of("a", "1"));

    assertThat(one.version()).isEqualTo(5);
    assertThat(one.variant()).isEqualTo(2);
    assertThat(List.of(ids.of("a", "2"), ids.of("b", "1"), new NamedIds("x").of("a", "1")))
        .doesNotContain(one.toString())
        .doesNotHaveDuplicates();
    assertThat(ids.of("a", "1")).isEqualTo(one.toString());
  }

  @Test
  void theMispEventAndItsAttributesKeepTheirsAndTheEventIsNewer() throws IOException {
    JsonNode old = read(Format.MISP, OLD).get("Event");
    JsonNode next = read(Format.MISP, NEXT).get("Event");

    assertThat(next.get("uuid")).isEqualTo(old.get("uuid"));
    assertThat(next.get("timestamp").asLong()).isGreaterThan(old.get("timestamp").asLong());
    assertThat(by("value", "uuid", old.get("Attribute")))
        .containsAllEntriesOf(by("value", "uuid", next.get("Attribute")));
  }

  @Test
  void aChangedIndicatorKeepsItsIdentifierAndCreationAndIsModifiedLater() throws IOException {
    JsonNode old = read(Format.STIX, OLD);
    JsonNode next = read(Format.STIX, NEXT);

    assertThat(next.get("id")).isNotEqualTo(old.get("id"));
    assertThat(next.get("objects").get(0)).isEqualTo(old.get("objects").get(0));
    Map<String, String> modified = by("id", "modified", old.get("objects"));
    Map<String, String> created = by("id", "created", old.get("objects"));
    for (JsonNode indicator : next.get("objects")) {
      String id = indicator.get("id").textValue();
      assertThat(created.get(id)).isEqualTo(indicator.get("created").textValue());
      if (id.startsWith("indicator--")) {
        assertThat(indicator.get("modified").textValue()).isGreaterThan(modified.get(id));
      }
    }
  }

  @Test
  void anAddressListedAgainLaterIsANewIndicator() throws IOException {
    Listed first = Releases.listed("1.2.3.4", "a");
    Listed again =
        new Listed(first.address(), "a", first.since().plusSeconds(3600), first.expiresAt());

    assertThat(idOf(first)).isNotEqualTo(idOf(again));
  }

  private static String idOf(Listed entry) throws IOException {
    JsonNode objects = read(Format.STIX, Releases.release(List.of(entry))).get("objects");
    return objects.get(1).get("id").textValue();
  }

  @Test
  void theFeedNamesTheEventAndHashesItsValues() throws IOException {
    String uuid = read(Format.MISP, OLD).get("Event").get("uuid").textValue();
    JsonNode manifest = new ObjectMapper().readTree(Releases.text(MispFeed::writeManifest, OLD));

    assertThat(MispFeed.eventFileName(OLD.session())).isEqualTo(uuid + ".json");
    assertThat(manifest).hasSize(1);
    JsonNode summary = manifest.get(uuid);
    assertThat(summary.get("timestamp").longValue()).isEqualTo(OLD.issuedAt().getEpochSecond());
    assertThat(summary.get("date").textValue()).isEqualTo("2026-11-22");
    assertThat(summary.get("Orgc").get("uuid")).isNotNull();
    assertThat(Releases.text(MispFeed::writeHashes, OLD).lines())
        .hasSize(OLD.entries().size())
        .first()
        .isEqualTo("6465ec74397c9126916786bbcd6d7601," + uuid);
  }

  @Test
  void theFeedOfAnEmptyListHasItsEventAndNoHashes() throws IOException {
    assertThat(
            new ObjectMapper().readTree(Releases.text(MispFeed::writeManifest, Releases.empty())))
        .hasSize(1);
    assertThat(Releases.text(MispFeed::writeHashes, Releases.empty())).isEmpty();
  }

  private static JsonNode read(Format format, ReleaseView release) throws IOException {
    return new ObjectMapper().readTree(Releases.text(format::write, release));
  }

  private static Map<String, String> by(String key, String value, JsonNode objects) {
    Map<String, String> found = new HashMap<>();
    objects.forEach(
        object -> found.put(object.get(key).textValue(), object.get(value).textValue()));
    return found;
  }
}
