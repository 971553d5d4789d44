package org.tocsin.agent.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tocsin.agent.verification.Forge.NOW;
import static org.tocsin.agent.verification.Forge.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.verification.ListHead.ListFile;

final class WalkTest {
  private static final String ONE = "9.1.1.1\n";
  private static final String BOTH = "9.1.1.1\n9.1.1.2\n";
  private static final String SECOND = "9.1.1.2\n";

  private final Forge forge = new Forge();

  @Test
  void beginsWithTheSnapshot() throws ListRefused {
    Walk walk = walk(forge.head(1, ONE), Optional.empty());

    assertThat(walk.anew()).isTrue();
    assertThat(walk.list().addresses().size()).isEqualTo(1);
    assertThat(walk.taken()).extracting(Walk.Taken::text).containsExactly(bytes(ONE));
  }

  @Test
  void wantsNothingWhenTheReleaseIsTheSame() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();
    byte[] later = forge.issuedAt(NOW.plusSeconds(60)).head(1, ONE);

    Walk walk = walk(later, Optional.of(held));

    assertThat(walk.taken()).isEmpty();
    assertThat(walk.list().head().issuedAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void goesAlongDeltas() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();
    forge.delta(1, 2, "+9.1.1.2\n").delta(2, 3, "-9.1.1.1\n");

    Walk walk = walk(forge.head(3, SECOND), Optional.of(held));

    assertThat(walk.anew()).isFalse();
    assertThat(walk.taken())
        .extracting(Walk.Taken::text)
        .containsExactly(bytes("+9.1.1.2\n"), bytes("-9.1.1.1\n"));
    assertThat(walk.list().addresses().sha256()).isEqualTo(Forge.sha256(bytes(SECOND)));
  }

  @Test
  void appliesADeltaWholeThatBeginsBeforeIt() throws ListRefused {
    VerifiedList held = walk(forge.head(5, BOTH), Optional.empty()).list();
    forge.delta(3, 9, "-9.1.1.1\n-9.9.9.9\n+9.1.1.2\n");

    assertThat(walk(forge.head(9, SECOND), Optional.of(held)).anew()).isFalse();
  }

  @Test
  void takesTheSnapshotWhenNoDeltaReachesBackFarEnough() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();
    forge.delta(4, 5, "+9.1.1.2\n");

    assertThat(walk(forge.head(5, BOTH), Optional.of(held)).anew()).isTrue();
  }

  @Test
  void takesTheSnapshotWhenItsDeltaDoesNotLeadForward() throws ListRefused {
    VerifiedList held = walk(forge.head(5, ONE), Optional.empty()).list();
    forge.delta(2, 4, "+9.1.1.2\n");

    assertThat(walk(forge.head(6, BOTH), Optional.of(held)).anew()).isTrue();
  }

  @Test
  void takesTheSnapshotOfAnotherSession() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();
    forge.session(UUID.fromString("99999999-2222-3333-4444-555555555555"));

    assertThat(walk(forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH), Optional.of(held)).anew())
        .isTrue();
  }

  @Test
  void takesTheSnapshotOnceWhenADeltaLeadsElsewhere() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();

    Walk walk = walk(forge.delta(1, 2, "+9.1.1.3\n").head(2, BOTH), Optional.of(held));

    assertThat(walk.anew()).isTrue();
    assertThat(walk.detour()).get().isInstanceOf(Refusal.SetHashDiffers.class);
    assertThat(walk.taken()).extracting(Walk.Taken::text).containsExactly(bytes(BOTH));
  }

  @Test
  void takesTheSnapshotWhenADeltaIsDamaged() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();
    byte[] head = forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH);
    forge.files().replaceAll((url, any) -> url.contains("/delta/") ? bytes("+9.1.1.3\n") : any);

    Walk walk = walk(head, Optional.of(held));

    assertThat(walk.detour()).get().isInstanceOf(Refusal.FileDiffers.class);
    assertThat(walk.list().addresses().size()).isEqualTo(2);
  }

  @Test
  void takesTheSnapshotWhenADeltaIsNotCanonical() throws ListRefused {
    VerifiedList held = walk(forge.head(1, ONE), Optional.empty()).list();

    Walk walk = walk(forge.delta(1, 2, "+9.1.1.2\n-9.9.9.9\n").head(2, BOTH), Optional.of(held));

    assertThat(walk.detour())
        .contains(new Refusal.Malformed("delta, line 2", "does not begin with '+'"));
  }

  @Test
  void refusesASnapshotThatIsNotTheOneNamed() {
    byte[] head = forge.head(1, ONE);
    forge.files().replaceAll((url, any) -> bytes(SECOND));

    assertThat(refused(head)).isInstanceOf(Refusal.FileDiffers.class);
  }

  @Test
  void refusesASnapshotOfAnotherSet() {
    byte[] head = forge.head(1, ONE, node -> node.put("setSha256", Forge.sha256(bytes(SECOND))));

    assertThat(refused(head))
        .isEqualTo(
            new Refusal.SetHashDiffers(1, Forge.sha256(bytes(SECOND)), Forge.sha256(bytes(ONE))));
  }

  @Test
  void refusesASnapshotWithMoreAddressesThanSigned() {
    byte[] head = forge.head(1, BOTH, node -> node.withObject("/count").put("v4", 1));

    assertThat(refused(head)).isEqualTo(new Refusal.CountDiffers(1, 0, 2, 0));
  }

  @Test
  void refusesASignedSnapshotThatIsNotCanonical() {
    assertThat(refused(forge.head(1, SECOND + ONE)))
        .isEqualTo(new Refusal.Malformed("snapshot, line 2", "is not after the line before it"));
  }

  @Test
  void verifiesOnceMoreWhatWasKept() throws ListRefused {
    byte[] head = forge.head(2, BOTH);
    Verifier verifier = new Verifier(forge.trusted());

    assertThat(verifier.kept(head, bytes(ONE), List.of(bytes("+9.1.1.2\n"))).addresses().size())
        .isEqualTo(2);
    assertThat(
            catchThrowableOfType(
                    ListRefused.class, () -> verifier.kept(head, bytes(ONE), List.of()))
                .refusal())
        .isInstanceOf(Refusal.SetHashDiffers.class);
  }

  /** From any release of any history, along blocks of any shape, to the head's set. */
  @Test
  void arrivesFromAnyReleaseOfAnyHistory() throws ListRefused {
    Random random = new Random(11);
    for (int history = 0; history < 150; history++) {
      Forge made = new Forge();
      List<NavigableSet<Integer>> states = states(random, 2 + random.nextInt(20));
      int head = states.size() - 1;
      for (int from = 0; from < head; ) {
        int to = from + 1 + random.nextInt(head - from);
        made.delta(from, to, block(states, from, to));
        from = to;
      }
      int start = random.nextInt(states.size());
      Verifier verifier = new Verifier(made.trusted());
      VerifiedList held =
          verifier.kept(
              new ForgeOf(made).head(start, text(states.get(start))),
              bytes(text(states.get(start))),
              List.of());

      Walk walk = walk(made, made.head(head, text(states.get(head))), Optional.of(held));

      assertThat(walk.anew()).isFalse();
      assertThat(walk.list().addresses().sha256())
          .isEqualTo(Forge.sha256(bytes(text(states.get(head)))));
    }
  }

  /** A head without deltas, so that an older release can be held. */
  private record ForgeOf(Forge forge) {
    byte[] head(long serial, String set) {
      return forge.head(serial, set, node -> node.putArray("deltas"));
    }
  }

  private static List<NavigableSet<Integer>> states(Random random, int count) {
    List<NavigableSet<Integer>> states = new ArrayList<>();
    NavigableSet<Integer> state = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      for (int change = 0; change < 6; change++) {
        int value = random.nextInt(12);
        if (!state.remove(value)) {
          state.add(value);
        }
      }
      states.add(new TreeSet<>(state));
    }
    return states;
  }

  /** What became last of all that changed between two releases, as the format has it. */
  private static String block(List<NavigableSet<Integer>> states, int from, int to) {
    NavigableSet<Integer> changed = new TreeSet<>();
    for (int i = from; i < to; i++) {
      for (int value = 0; value < 12; value++) {
        if (states.get(i).contains(value) != states.get(i + 1).contains(value)) {
          changed.add(value);
        }
      }
    }
    NavigableSet<Integer> end = states.get(to);
    String removed = lines("-", changed.stream().filter(one -> !end.contains(one)).toList());
    return removed + lines("+", changed.stream().filter(end::contains).toList());
  }

  private static String text(NavigableSet<Integer> state) {
    return lines("", List.copyOf(state));
  }

  private static String lines(String mark, List<Integer> values) {
    return values.stream().map(one -> mark + "9.0.0." + one + "\n").collect(Collectors.joining());
  }

  private Walk walk(byte[] envelope, Optional<VerifiedList> held) throws ListRefused {
    return walk(forge, envelope, held);
  }

  private static Walk walk(Forge forge, byte[] envelope, Optional<VerifiedList> held)
      throws ListRefused {
    VerifiedHead head = new Verifier(forge.trusted()).head(envelope, Optional.empty(), NOW);
    Walk walk = Walk.to(head, held);
    for (Optional<ListFile> next = walk.wanted(); next.isPresent(); next = walk.wanted()) {
      walk.take(forge.file(next.get().url()));
    }
    return walk;
  }

  private Refusal refused(byte[] head) {
    return catchThrowableOfType(ListRefused.class, () -> walk(head, Optional.empty())).refusal();
  }
}
