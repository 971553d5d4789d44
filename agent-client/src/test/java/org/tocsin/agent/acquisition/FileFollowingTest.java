package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a log in whatever order, what was written is what is read: once, or, after a
 * crash, at least once, and then not again what had been saved.
 */
final class FileFollowingTest {
  private static final int STEPS = 40;
  private static final int RUNS = 150;

  static LongStream seeds() {
    return LongStream.range(0, RUNS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsEveryLineOnceWithoutCrashes(long seed, @TempDir Path folder) throws IOException {
    History history = new History(seed, folder, false);
    history.run();

    assertThat(history.given())
        .as(history.acts.toString())
        .containsExactlyInAnyOrderElementsOf(history.written);
    assertThat(history.given().stream().filter(history.inOrder::contains).toList())
        .containsExactlyElementsOf(history.inOrder);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingInCrashes(long seed, @TempDir Path folder) throws IOException {
    History history = new History(seed, folder, true);
    history.run();

    assertThat(new HashSet<>(history.given()))
        .as(history.acts.toString())
        .isEqualTo(new HashSet<>(history.written));
    assertThat(history.readAgainThoughSaved).as(history.acts.toString()).isEmpty();
  }

  /** One log's life, and an agent that reads it. */
  private static final class History {
    final List<String> acts = new ArrayList<>();
    private final Random random;
    private final boolean crashes;
    private final LogFolder logs;
    private final Path state;
    private final Desk desk = new Desk();
    private final FileSource source;
    private final Set<String> saved = new HashSet<>();
    private Positions positions;
    private FileFollower follower;
    private final Map<Path, String> halves = new HashMap<>();
    private boolean down;
    private int number;
    private int seenUpTo;
    final List<String> written = new ArrayList<>();
    final List<String> inOrder = new ArrayList<>();
    final List<String> readAgainThoughSaved = new ArrayList<>();

    History(long seed, Path folder, boolean crashes) throws IOException {
      this.random = new Random(seed);
      this.crashes = crashes;
      this.logs = new LogFolder(Files.createDirectory(folder.resolve("logs")));
      this.state = folder.resolve("state");
      this.source = desk.files(logs.folder() + "/log*");
      logs.append("");
      positions = desk.positions(state);
      follower = new FileFollower(List.of(source), positions);
      round();
      save();
    }

    List<String> given() {
      return desk.raws();
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      if (down) {
        start();
      }
      settle();
      desk.passes(Duration.ofHours(2));
      settle();
      finishHalf();
      settle();
    }

    private void finishHalf() {
      if (halves.containsKey(logs.log())) {
        complete();
      }
    }

    private void step() {
      int act = random.nextInt(14);
      acts.add((down ? "down" : "up") + act);
      switch (act) {
        case 0, 1, 2 -> line();
        case 3 -> half();
        case 4 -> rotate();
        case 5 -> copyAndTruncate();
        case 6 -> pack();
        case 7 -> {
          if (down) {
            start();
          } else {
            stop();
          }
        }
        case 8 -> {
          if (crashes && !down) {
            down = true;
          }
        }
        case 9 -> save();
        default -> round();
      }
    }

    private String fresh() {
      return "l" + number++ + " " + "x".repeat(random.nextInt(30) == 0 ? 300 : random.nextInt(9));
    }

    private void line() {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        if (halves.containsKey(logs.log())) {
          complete();
        } else {
          String line = fresh();
          logs.append(line + "\n");
          wrote(line, true);
        }
      }
    }

    private void wrote(String line, boolean ordered) {
      written.add(line);
      if (ordered) {
        inOrder.add(line);
      }
    }

    private void complete() {
      logs.append(" end\n");
      wrote(halves.remove(logs.log()) + " end", true);
    }

    private void half() {
      if (!halves.containsKey(logs.log())) {
        String half = fresh() + "half";
        logs.append(half);
        halves.put(logs.log(), half);
      }
    }

    /** What is half-written then stays so, and is a line in the end. */
    private void leaveHalf() {
      if (halves.containsKey(logs.log())) {
        wrote(String.valueOf(halves.remove(logs.log())), false);
      }
    }

    private void rotate() {
      leaveHalf();
      logs.rename();
    }

    /** Twice between two looks, and nobody can see it: nothing had been read of what was copied. */
    private void copyAndTruncate() {
      if (down || crashes) {
        return;
      }
      round();
      leaveHalf();
      logs.copyAndTruncate();
    }

    private void pack() {
      int oldest = 1;
      while (Files.exists(logs.generation(oldest + 1))) {
        oldest++;
      }
      if (down && oldest > 1) {
        logs.pack(oldest);
      }
    }

    private void round() {
      if (!down) {
        settle();
      }
    }

    private void settle() {
      while (follower.round(desk.now)) {
        assertThat(desk.lines).hasSizeLessThan(10_000);
      }
      List<String> given = given();
      for (; seenUpTo < given.size(); seenUpTo++) {
        if (saved.contains(given.get(seenUpTo))) {
          readAgainThoughSaved.add(given.get(seenUpTo));
        }
      }
    }

    private void save() {
      if (!down) {
        positions.save();
        saved.addAll(given());
      }
    }

    private void stop() {
      follower.close();
      save();
      down = true;
    }

    private void start() {
      positions = desk.positions(state);
      follower = new FileFollower(List.of(source), positions);
      down = false;
      round();
    }
  }
}
