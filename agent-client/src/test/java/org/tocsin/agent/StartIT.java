package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long the packed agent takes to start; printed, since it depends on the machine. */
@Timeout(180)
final class StartIT {
  private static final int TIMES = 5;

  @TempDir private Path folder;

  @Test
  void startsWithTheClassesItHasLearned() throws Exception {
    Path classes = folder.resolve("classes");
    String keep =
        Runtime.version().feature() >= 25
            ? "-XX:AOTCacheOutput=" + classes
            : "-XX:ArchiveClassesAtExit=" + classes;
    Ran.in(folder, AgentProgram.java(List.of(keep, "-XX:+UseSerialGC"), "warm-up")).well();
    String use =
        Runtime.version().feature() >= 25
            ? "-XX:AOTCache=" + classes
            : "-XX:SharedArchiveFile=" + classes;

    System.out.printf(
        "start: %d ms without learned classes, %d ms with (median of %d)%n",
        median(List.of("-XX:+UseSerialGC", "-Xmx160m")),
        median(List.of("-XX:+UseSerialGC", "-Xmx160m", use, "-Xlog:disable")),
        TIMES);

    assertThat(Files.size(classes)).isPositive();
    Ran.in(folder, AgentProgram.java(List.of(use, "-Xshare:on"), "--version")).well();
  }

  private long median(List<String> options) throws IOException {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      Path own = Files.createTempDirectory(folder, "agent");
      long began = System.nanoTime();
      try (AgentProgram agent = AgentProgram.start(own, List.of(), options)) {
        assertThat(agent.url()).startsWith("http://127.0.0.1:");
        all.add((System.nanoTime() - began) / 1_000_000);
      }
    }
    Collections.sort(all);
    return all.get(TIMES / 2);
  }
}
