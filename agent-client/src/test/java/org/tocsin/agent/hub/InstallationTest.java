package org.tocsin.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.hub.RuleState.Standing;

/** Installing rules from a source, and everything that may be wrong with it. */
final class InstallationTest {
  private static final Fetch NO_NETWORK =
      (address, limit) -> {
        throw new IOException("there is no network here");
      };
  private static final StarterRules STARTER = StarterRules.read();

  @TempDir private Path folder;
  private SmallSource source;
  private Path config;

  @BeforeEach
  void offerRules() {
    source = new SmallSource(folder.resolve("offered"));
    config = folder.resolve("config");
  }

  private Hub hub() {
    HubSource offered = HubSource.of(source.root().toString(), NO_NETWORK);
    return Hub.of(new AgentFolder(config), STARTER, offered);
  }

  private Change install(String collection) {
    return hub().install(Kind.COLLECTIONS, List.of(collection), false);
  }

  private List<String> files() throws IOException {
    if (!Files.isDirectory(config)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(config)) {
      return all.filter(file -> !Files.isDirectory(file))
          .map(file -> config.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private String statusOf(Kind kind, String name) {
    return hub().state(kind, name).map(RuleState::status).orElse("none");
  }

  @Test
  void aCollectionBringsAllItNeedsAndComesLast() throws IOException {
    Change change = install("me/house");

    assertThat(change.notes()).isEmpty();
    assertThat(change.done())
        .hasSize(7)
        .last()
        .isEqualTo("collection me/house: installed version 0.1");
    assertThat(files())
        .contains(
            "collections/house.yaml",
            "collections/inner.yaml",
            "contexts/more.yaml",
            "parsers/s01-parse/door.yaml",
            "postoverflows/s01-whitelist/friends.yaml",
            "scenarios/knock.yaml",
            "scenarios/ring.yaml");
    assertThat(new AgentFolder(config).enabled(Kind.PARSERS))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.installedPath()).isEqualTo("s01-parse/door.yaml");
              assertThat(item.file().text()).isEqualTo(SmallSource.parser(1));
            });
    assertThat(install("me/house").done()).as("nothing to do a second time").isEmpty();
  }

  @Test
  void theFolderMayBeMoved() throws IOException {
    install("me/house");
    Path elsewhere = folder.resolve("moved");
    Files.move(config, elsewhere);

    assertThat(new AgentFolder(elsewhere).enabled(Kind.SCENARIOS)).hasSize(2);
  }

  @Test
  void contentInTheIndexIsUsedAndHasToMatchToo() {
    String text = SmallSource.parser(1);
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    source.entry(Kind.PARSERS, "me/door").put("content", encoded);
    source.save();
    SmallSource.write(source.root().resolve("parsers/s01-parse/me/door.yaml"), "not looked at");

    assertThat(hub().install(Kind.PARSERS, List.of("me/door"), false).done()).hasSize(1);
  }

  private void refusesTheHouse(String... words) throws IOException {
    assertThatThrownBy(() -> install("me/house"))
        .isInstanceOf(InstallationFailed.class)
        .message()
        .contains(words);
    assertThat(files()).as("nothing is half installed").isEmpty();
  }

  @Test
  void aWrongDigestIsRefused() throws IOException {
    SmallSource.write(source.root().resolve("scenarios/me/ring.yaml"), "type: trigger\n");

    refusesTheHouse("scenario me/ring 0.1: what came has the digest", "but the index says");
  }

  @Test
  void truncatedContentIsRefused() throws IOException {
    String encoded =
        Base64.getEncoder().encodeToString(SmallSource.parser(1).getBytes(StandardCharsets.UTF_8));
    source.entry(Kind.PARSERS, "me/door").put("content", encoded.substring(0, 21));
    source.save();

    refusesTheHouse("parser me/door");
  }

  @Test
  void contentThatIsNoBase64IsRefused() throws IOException {
    source.entry(Kind.PARSERS, "me/door").put("content", "***");
    source.save();

    refusesTheHouse("parser me/door: its content in the index is not Base64");
  }

  @Test
  void aFileThatIsNotThereIsRefused() throws IOException {
    Files.delete(source.root().resolve("scenarios/me/ring.yaml"));

    refusesTheHouse("scenario me/ring: there is no ", "scenarios/me/ring.yaml");
  }

  @Test
  void aMemberThatNobodyOffersIsRefused() throws IOException {
    source.collection("me/house", Map.of(Kind.SCENARIOS, List.of("me/nothing")));

    refusesTheHouse("collection me/house needs the scenario me/nothing, which");
  }

  @Test
  void aMissingContextIsOnlyTold() throws IOException {
    Files.delete(source.root().resolve("contexts/me/more.yaml"));

    assertThat(install("me/house").notes()).singleElement().asString().contains("me/more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.yaml",
        "parsers/../../me/door.yaml",
        "parsers/s01-parse/../door.yaml",
        "/etc/me/door.yaml",
        "parsers/s01-parse/me/.door.yaml",
        "parsers/s01-parse/me/door",
        "scenarios/me/door.yaml",
        "parsers/me/door.yaml",
        "parsers/s01-parse/me/door.yaml\n"
      })
  void anEntryWithAnotherPathThanRulesHaveIsNone(String path) throws IOException {
    source.entry(Kind.PARSERS, "me/door").put("path", path);
    source.save();

    refusesTheHouse("collection me/house needs the parser me/door, which");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a//b", ".hidden", "a/../../b", ""})
  void dataFilesStayInTheirFolder(String name) throws IOException {
    String text =
        "type: trigger\nname: me/ring\nfilter: 1 == 2\ndata: [{source_url: 'https://h/x',"
            + " dest_file: '"
            + name
            + "', type: string}]\n";
    source.offer(Kind.SCENARIOS, "scenarios/me/ring.yaml", "me/ring", text);

    refusesTheHouse("scenario me/ring: ");
  }

  @Test
  void dataFilesComeFromTheFolderOrTheNetwork() throws IOException {
    String text =
        """
        type: trigger
        name: me/ring
        filter: 1 == 2
        data:
          - {source_url: 'https://h.example/a', dest_file: beside.txt, type: string}
          - {source_url: 'https://h.example/b', dest_file: net/far.txt, type: string}
          - {source_url: 'http://h.example/c', dest_file: plain.txt, type: string}
        """;
    source.offer(Kind.SCENARIOS, "scenarios/me/ring.yaml", "me/ring", text);
    SmallSource.write(folder.resolve("data/beside.txt"), "here");
    Fetch fetch = (address, limit) -> address.toString().getBytes(StandardCharsets.UTF_8);
    HubSource offered = HubSource.of(source.root().toString(), fetch);

    Change change =
        Hub.of(new AgentFolder(config), STARTER, offered)
            .install(Kind.SCENARIOS, List.of("me/ring"), false);

    assertThat(config.resolve("data/beside.txt")).hasContent("here");
    assertThat(config.resolve("data/net/far.txt")).hasContent("https://h.example/b");
    assertThat(change.notes()).singleElement().asString().contains("plain.txt could not be had");
  }

  @Test
  void aStepThatFailsTakesBackTheOnesBefore() throws IOException {
    SmallSource.write(config.resolve("scenarios"), "a file where a folder has to be");

    assertThatThrownBy(() -> install("me/house"))
        .isInstanceOf(InstallationFailed.class)
        .hasMessageStartingWith("nothing was changed: ");
    assertThat(files()).containsExactly("scenarios");
  }

  @Test
  void anUpgradeThatFailsLeavesWhatWasThere() throws IOException {
    install("me/house");
    source.offer(Kind.PARSERS, "parsers/s01-parse/me/door.yaml", "me/door", SmallSource.parser(2));
    Path blocked = config.resolve("hub/scenarios/me/ring.yaml");
    String text = Files.readString(blocked) + "# new\n";
    source.offer(Kind.SCENARIOS, "scenarios/me/ring.yaml", "me/ring", text);
    // A folder that is not empty cannot be replaced by the file that is written beside it.
    SmallSource.write(config.resolve("hub/scenarios/me/.ring.yaml.new/x"), "in the way");

    assertThatThrownBy(() -> hub().upgrade(List.of(Kind.values()), List.of(), false))
        .isInstanceOf(InstallationFailed.class);
    assertThat(statusOf(Kind.PARSERS, "me/door")).isEqualTo("enabled,update-available");
    assertThat(config.resolve("parsers/s01-parse/door.yaml")).hasContent(SmallSource.parser(1));
  }

  @Test
  void aCrashHalfwayIsRepairedByDoingItAgain() throws IOException {
    install("me/house");
    // As it is when the machine stops before the last two steps.
    Files.delete(config.resolve("collections/house.yaml"));
    Files.delete(config.resolve("hub/collections/me/house.yaml"));
    SmallSource.write(config.resolve("collections/.house.yaml.new"), "half");

    assertThat(new AgentFolder(config).enabled(Kind.COLLECTIONS)).hasSize(1);
    assertThat(install("me/house").done())
        .containsExactly("collection me/house: installed version 0.1");
  }

  @Test
  void upgradesWhatIsOutdatedButNotWhatWasChangedByHand() throws IOException {
    install("me/house");
    source.offer(Kind.PARSERS, "parsers/s01-parse/me/door.yaml", "me/door", SmallSource.parser(2));
    assertThat(statusOf(Kind.PARSERS, "me/door")).isEqualTo("enabled,update-available");
    Path mine = config.resolve("scenarios/knock.yaml");
    Files.writeString(mine, Files.readString(mine) + "# mine\n");
    assertThat(statusOf(Kind.SCENARIOS, "me/knock")).isEqualTo("enabled,tainted");

    Change change = hub().upgrade(List.of(Kind.values()), List.of(), false);

    assertThat(change.done()).containsExactly("parser me/door: installed version 0.2");
    assertThat(change.notes())
        .containsExactly(
            "scenario me/knock was changed by hand and stays as it is (--force replaces it)");
    assertThat(statusOf(Kind.PARSERS, "me/door")).isEqualTo("enabled");
    assertThat(Files.readString(mine)).endsWith("# mine\n");

    hub().upgrade(List.of(Kind.SCENARIOS), List.of("me/knock"), true);
    assertThat(statusOf(Kind.SCENARIOS, "me/knock")).isEqualTo("enabled");
  }

  @Test
  void anUpgradeOfACollectionBringsWhatIsNewInIt() {
    install("me/inner");
    source.collection("me/inner", Map.of(Kind.SCENARIOS, List.of("me/ring", "me/knock")));

    hub().upgrade(List.of(Kind.COLLECTIONS), List.of(), false);

    assertThat(statusOf(Kind.SCENARIOS, "me/knock")).isEqualTo("enabled");
  }

  @Test
  void whatIsDisabledIsKeptButNotLoaded() {
    install("me/house");
    Hub hub = hub();

    hub.disable(Kind.COLLECTIONS, List.of("me/house"), false);

    assertThat(new AgentFolder(config).enabled(Kind.PARSERS)).isEmpty();
    assertThat(hub().states(Kind.SCENARIOS, false))
        .extracting(RuleState::standing)
        .containsExactly(Standing.DISABLED, Standing.DISABLED);
    assertThat(hub().upgrade(List.of(Kind.values()), List.of(), false).done())
        .as("an upgrade does not enable")
        .isEmpty();
    assertThat(hub().enable(Kind.COLLECTIONS, List.of("me/house")).done()).hasSize(7);
    assertThat(new AgentFolder(config).enabled(Kind.SCENARIOS)).hasSize(2);
  }

  @Test
  void whatACollectionNeedsIsNotRemovedFromUnderIt() {
    install("me/house");

    assertThatThrownBy(() -> hub().remove(Kind.SCENARIOS, List.of("me/ring"), false))
        .isInstanceOf(InstallationFailed.class)
        .hasMessageStartingWith("scenario me/ring is needed by the collection me/");
    assertThat(hub().remove(Kind.SCENARIOS, List.of("me/ring"), true).notes()).isNotEmpty();
    assertThat(statusOf(Kind.SCENARIOS, "me/ring")).isEqualTo("available");
  }

  @Test
  void removingACollectionSparesWhatOthersNeed() throws IOException {
    source.collection("me/other", Map.of(Kind.COLLECTIONS, List.of("me/inner")));
    install("me/house");
    install("me/other");

    hub().remove(Kind.COLLECTIONS, List.of("me/house"), false);

    assertThat(files())
        .contains("collections/inner.yaml", "collections/other.yaml", "scenarios/ring.yaml")
        .noneMatch(file -> file.contains("knock") || file.contains("door"));
    hub().remove(Kind.COLLECTIONS, List.of("me/other"), false);
    assertThat(files()).isEmpty();
  }

  @Test
  void filesWrittenByHandAreListedAndLeftAlone() {
    SmallSource.write(
        config.resolve("scenarios/knock.yaml"), "type: trigger\nname: x\nfilter: 1 == 1\n");

    assertThat(statusOf(Kind.SCENARIOS, "knock")).isEqualTo("enabled,local");
    assertThatThrownBy(() -> hub().remove(Kind.SCENARIOS, List.of("knock"), true))
        .isInstanceOf(HubUnusable.class)
        .hasMessageContaining("was written by hand");
    assertThatThrownBy(() -> install("me/house"))
        .isInstanceOf(InstallationFailed.class)
        .hasMessageContaining("scenarios/knock.yaml is in the way");
  }

  @Test
  void aFolderWithoutAnIndexIsAHubToo() throws IOException {
    Files.delete(source.root().resolve(".index.json"));

    assertThat(install("me/house").done()).hasSize(7);
    SmallSource.write(
        source.root().resolve("parsers/s01-parse/me/door.yaml"), SmallSource.parser(2));
    assertThat(statusOf(Kind.PARSERS, "me/door")).isEqualTo("enabled,update-available");
  }

  @Test
  void theRulesOfTheProgramCannotBePassedOffByAHub() {
    source.offer(
        Kind.SCENARIOS, "scenarios/tocsin/ssh-bf.yaml", "tocsin/ssh-bf", "type: trigger\n");

    hub().install(Kind.COLLECTIONS, List.of("tocsin/ssh"), false);

    assertThat(config.resolve("scenarios/ssh-bf.yaml")).content().contains("Wrong passwords");
  }

  @Test
  void onlyEncryptedSourcesOrThoseOnThisMachineAreAsked() {
    assertThat(HubSource.of("https://hub.example/.index.json", NO_NETWORK)).isNotNull();
    assertThat(HubSource.of("http://127.0.0.1:8080/.index.json", NO_NETWORK)).isNotNull();
    assertThatThrownBy(() -> HubSource.of("http://hub.example/.index.json", NO_NETWORK))
        .isInstanceOf(HubUnusable.class)
        .hasMessageContaining("https://");
    assertThatThrownBy(() -> HubSource.of("https://me:pw@hub.example/", NO_NETWORK))
        .isInstanceOf(HubUnusable.class);
  }
}
