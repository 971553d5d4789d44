package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.curation.rules.RulesRefused;

final class RulesFolderTest {

  private static final Path SHIPPED = Path.of("curation-rules");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void copyTheShippedRules() throws IOException {
    Files.createDirectory(folder.resolve("allowlists"));
    for (String name : new String[] {"policy.yaml", "scenarios.yaml", "allowlists/never.yaml"}) {
      Files.copy(SHIPPED.resolve(name), folder.resolve(name));
    }
  }

  @Test
  void readsTheShippedRules() throws RulesRefused {
    assertThat(RulesFolder.read(folder)).isNotNull();
    assertThat(RulesFolder.read(folder).rules().digest()).isEqualTo(RulesFolder.read(SHIPPED).rules().digest());
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
}
