package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.RuleRefused;

/** Acquisition files of stock engines are understood, mistakes are named with their place. */
final class AcquisitionConfigTest {
  private static List<AcquisitionConfig> read(String text) {
    return AcquisitionConfig.read(new RuleFile("acquis.yaml", text));
  }

  @Test
  void readsEachKindOfSourceFromOneFile() {
    List<AcquisitionConfig> configs =
        read(
            """
            filenames: [/var/log/nginx/*.log, ./tests/nginx.log]
            exclude_regexps: ['\\.gz$']
            force_inotify: true
            poll_without_inotify: false
            max_buffer_size: 65536
            log_level: info
            labels:
              type: nginx
              external_format: own
            ---
            #an empty document is nothing
            ---
            source: journalctl
            journalctl_filter: [_SYSTEMD_UNIT=ssh.service]
            labels: {type: syslog}
            ---
            source: syslog
            listen_addr: 127.0.0.2
            listen_port: 4242
            protocol: both
            max_message_len: 4096
            disable_rfc_parser: true
            name: switches
            use_time_machine: true
            labels: {type: syslog}
            ---
            source: docker
            container_name: [web]
            container_name_regexp: ['^db-']
            labels: {type: apache2}
            ---
            source: stdin
            labels: {type: nginx}
            ---
            source: kubernetes
            mode: cat
            labels: {type: nginx}
            """);

    assertThat(configs)
        .extracting(config -> config.origin().module())
        .containsExactly("file", "journalctl", "syslog", "docker", "stdin", "kubernetes");
    assertThat(configs.get(0).labels()).containsEntry("type", "nginx").hasSize(2);
    Origin.Files files = (Origin.Files) configs.get(0).origin();
    assertThat(files.covers(Path.of("/var/log/nginx/a.log"))).isTrue();
    assertThat(files.covers(Path.of("/var/log/nginx/deep/a.log"))).isFalse();
    assertThat(configs.get(2).origin())
        .isEqualTo(new Origin.Syslog("127.0.0.2", 4242, true, true, 4096, false));
    assertThat(configs.get(2).name()).isEqualTo("switches");
    assertThat(configs.get(2).replayed()).isTrue();
    assertThat(((Origin.Files) configs.get(5).origin()).patterns())
        .containsExactly(PathPattern.of("/var/log/containers/*.log"));
    assertThat(((Origin.Files) configs.get(5).origin()).once()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filename: /a|acquis.yaml:1: labels: is missing",
        "filename: /a;labels: {kind: x}|acquis.yaml:2: type: is missing",
        "labels: {type: x}|acquis.yaml:1: filenames: is missing, or has nothing in it",
        "filename: /a;filenam: /b;labels: {type: x}|acquis.yaml:2: filenam: unknown key",
        "source: file;filename: /a;listen_port: 1;labels: {type: x}"
            + "|acquis.yaml:3: listen_port: unknown key",
        "filename: '/a[';labels: {type: x}"
            + "|acquis.yaml:1: filename: not a path pattern: a[ lacks a ]",
        "filename: /a;exclude_regexps: ['('];labels: {type: x}"
            + "|acquis.yaml:2: exclude_regexps: not a regular expression: (",
        "source: pigeon;labels: {type: x}"
            + "|acquis.yaml:1: source: unknown: pigeon; known are docker, file, journalctl,"
            + " kubernetes, stdin, syslog",
        "source: syslog;listen_port: 0;labels: {type: x}"
            + "|acquis.yaml:2: listen_port: expected a number from 1 to 65535",
        "source: syslog;protocol: sctp;labels: {type: x}"
            + "|acquis.yaml:2: protocol: expected udp, tcp or both",
        "source: docker;labels: {type: x}|acquis.yaml:1: container_name: no container is named",
        "filename: /a;mode: once;labels: {type: x}|acquis.yaml:2: mode: expected tail or cat",
        "filename: /a;filename: /b;labels: {type: x}|acquis.yaml:2: filename: stands here twice",
      })
  void namesFileLineAndKeyOfAMistake(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(RuleRefused.class)
        .hasMessage(message);
  }

  @Test
  void readsTheFilesOfAFolderInOrder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "{filename: /b, labels: {type: b}}");
    Files.writeString(folder.resolve("a.yml"), "{filename: /a, labels: {type: a}}");
    Files.writeString(folder.resolve("notes.txt"), "not for us");

    assertThat(AcquisitionConfig.read(folder))
        .extracting(config -> config.labels().get("type"))
        .containsExactly("a", "b");
    assertThatThrownBy(() -> AcquisitionConfig.read(folder.resolve("c.yaml")))
        .isInstanceOf(RuleRefused.class)
        .hasMessageContaining("c.yaml:1: there is no such file");
  }

  @Test
  void pathPatternsMeanWhatTheyMeanToStockEngines(@TempDir Path folder) throws IOException {
    for (String name : List.of("a1.log", "a2.log", "b1.log", "a[.log", "sub/a1.log")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }

    assertThat(found(folder, "a?.log")).containsExactly("a1.log", "a2.log", "a[.log");
    assertThat(found(folder, "[^b]1.log")).containsExactly("a1.log");
    assertThat(found(folder, "[ab]1.log")).containsExactly("a1.log", "b1.log");
    assertThat(found(folder, "a\\[.log")).containsExactly("a[.log");
    assertThat(found(folder, "*/*.log")).containsExactly("sub/a1.log");
    assertThat(found(folder, "nothing/*.log")).isEmpty();
  }

  private static List<String> found(Path folder, String pattern) {
    return PathPattern.of(folder + "/" + pattern).find().stream()
        .map(path -> folder.relativize(path).toString())
        .toList();
  }
}
