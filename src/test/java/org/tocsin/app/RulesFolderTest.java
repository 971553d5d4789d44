package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.curation.rules.RulesRefused;

final class RulesFolderTest {

  private static final Path SHIPPED = Path.of("curation-rules");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void copyTheShippedRules() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(SHIPPED.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void readsTheShippedRules() throws RulesRefused {
    assertThat(RulesFolder.read(folder)).isNotNull();
    assertThat(RulesFolder.read(folder).rules().digest())
        .isEqualTo(RulesFolder.read(SHIPPED).rules().digest());
    assertThat(RulesFolder.read(folder).rules().exemptions()).isNotEmpty();
  }

  @Test
  void whatIsHiddenOrOfAnotherKindIsNoRules() throws IOException, RulesRefused {
    String digest = RulesFolder.read(folder).rules().digest();
    Files.writeString(folder.resolve(".policy.yaml"), "{{{");
    Files.writeString(folder.resolve("allowlists/.never.yaml.swp.yaml"), "{{{");
    Files.writeString(folder.resolve("README.md"), "words");
    Files.writeString(folder.resolve("policy.yaml~"), "{{{");
    Files.createDirectories(folder.resolve("tests/a.yaml"));
    Files.writeString(folder.resolve("ranges/README.md"), "words");
    Files.writeString(folder.resolve("ranges/.googlebot.txt.swp.txt"), "{{{");
    Files.createDirectories(folder.resolve("reference"));
    Files.writeString(folder.resolve("reference/list.csv"), "{{{");

    assertThat(RulesFolder.read(folder).rules().digest()).isEqualTo(digest);
  }

  @Test
  void aFileThatNobodyWouldReadIsRefused() throws IOException {
    Files.writeString(folder.resolve("policy.yml"), "version: 1");
    Files.writeString(folder.resolve("never.yaml"), "tier: never");

    assertThatThrownBy(() -> RulesFolder.read(folder))
        .hasMessageContaining("policy.yml:1: no rules file has this name")
        .hasMessageContaining("never.yaml:1: no rules file has this name");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws IOException {
    Files.write(
        folder.resolve("allowlists/latin.yaml"), new byte[] {'t', ':', ' ', (byte) 0xfc, '\n'});

    assertThatThrownBy(() -> RulesFolder.read(folder))
        .isInstanceOf(RulesRefused.class)
        .hasMessage("allowlists/latin.yaml:1: the file is not UTF-8");
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    byte[] huge = new byte[(16 << 20) + 1];
    Arrays.fill(huge, (byte) '#');
    Files.write(folder.resolve("allowlists/huge.yaml"), huge);

    assertThatThrownBy(() -> RulesFolder.read(folder))
        .isInstanceOf(RulesRefused.class)
        .hasMessageStartingWith("allowlists/huge.yaml:1: the file is larger than");
  }

  @Test
  void otherBytesAreOtherRules() throws IOException, RulesRefused {
    String digest = RulesFolder.read(folder).rules().digest();
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, Files.readString(policy) + "# words\n");

    assertThat(RulesFolder.read(folder).rules().digest()).isNotEqualTo(digest);
  }

  @Test
  void referenceListsAndHubDigestsAreRules() throws IOException, RulesRefused {
    String digest = RulesFolder.read(folder).rules().digest();
    Files.createDirectories(folder.resolve("reference"));
    Files.writeString(folder.resolve("reference/list.txt"), "198.51.100.7\n");

    assertThat(RulesFolder.read(folder).rules().reference()).hasSize(1);
    assertThat(RulesFolder.read(folder).rules().digest()).isNotEqualTo(digest);

    Files.writeString(folder.resolve("hub-digests.txt"), "{{{");
    assertThatThrownBy(() -> RulesFolder.read(folder))
        .hasMessageStartingWith("hub-digests.txt:1: expected a SHA-256");
  }

  @Test
  void aPublishedListThatChangedIsRefused() throws IOException {
    Files.writeString(folder.resolve("ranges/googlebot.txt"), "66.249.64.0/19\n");

    assertThatThrownBy(() -> RulesFolder.read(folder))
        .isInstanceOf(RulesRefused.class)
        .hasMessageMatching(
            "allowlists/crawlers-googlebot.yaml:\\d+: source.sha256: ranges/googlebot.txt has"
                + " another one: [0-9a-f]{64}");
  }

  @Test
  void aHugeReferenceListIsRefused() throws IOException {
    byte[] huge = new byte[(16 << 20) + 1];
    Arrays.fill(huge, (byte) '\n');
    Files.createDirectories(folder.resolve("reference"));
    Files.write(folder.resolve("reference/huge.txt"), huge);

    assertThatThrownBy(() -> RulesFolder.read(folder))
        .hasMessageStartingWith("reference/huge.txt:1: the file is larger than");
  }

  @Test
  void casesAreReadApartFromTheRules() throws IOException, RulesRefused {
    Files.createDirectories(folder.resolve("tests/mine"));
    Files.writeString(folder.resolve("tests/mine/case.yaml"), "description: x");
    Files.writeString(folder.resolve("tests/README.md"), "words");

    assertThat(RulesFolder.cases(folder))
        .containsKeys("tests/mine/case.yaml", "tests/soak/signals.csv")
        .doesNotContainKey("tests/README.md");
    assertThat(RulesFolder.texts(folder).keySet()).noneMatch(name -> name.startsWith("tests/"));
  }
}
