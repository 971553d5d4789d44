package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TargetTest {

  private static List<Target> targets(Metrics ours) {
    return Target.of(ours, Optional.empty(), Variant.STANDARD);
  }

  private static Target.Outcome outcome(List<Target> targets, Figure figure) {
    return targets.stream()
        .filter(target -> target.figure() == figure)
        .map(Target::outcome)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSingleVictimMissesTheTarget() {
    assertThat(outcome(targets(MadeUpCells.cell("ours", "A4", 0.3, 0)), Figure.VICTIMS))
        .isEqualTo(Target.Outcome.MET);
    assertThat(outcome(targets(MadeUpCells.cell("ours", "A4", 0.3, 1)), Figure.VICTIMS))
        .isEqualTo(Target.Outcome.MISSED);
  }

  @Test
  void victimsAreNoTargetWhereAnAnchorIsTakenOver() {
    assertThat(targets(MadeUpCells.cell("ours", "A10", 0.3, 1)))
        .noneMatch(target -> target.figure() == Figure.VICTIMS);
  }

  @Test
  void harmMayBeLargerForALargerPurse() {
    Metrics small = MadeUpCells.cell("ours", "A4", 0.05, 1);
    Metrics large = MadeUpCells.cell("ours", "A4", 0.30, 1);
    assertThat(small.harm()).isEqualTo(0.02);
    assertThat(outcome(targets(small), Figure.HARM)).isEqualTo(Target.Outcome.MISSED);
    assertThat(outcome(targets(large), Figure.HARM)).isEqualTo(Target.Outcome.MET);
  }

  @Test
  void coverageIsComparedWithTheQuietWorldInEitherDirection() {
    for (double moved : new double[] {0.67, 0.73}) {
      List<Target> targets =
          Target.of(
              MadeUpCells.cell("ours", "A6", 0.3, 0, moved),
              Optional.of(MadeUpCells.cell("ours", "none", 0, 0)),
              Variant.STANDARD);
      assertThat(outcome(targets, Figure.COVERAGE)).isEqualTo(Target.Outcome.MISSED);
    }
  }

  @Test
  void moreVouchingWantsFasterPublishing() {
    Metrics quiet = MadeUpCells.cell("ours", "none", 0, 0);
    assertThat(outcome(targets(quiet), Figure.PUBLISH_MEDIAN)).isEqualTo(Target.Outcome.MET);
    List<Target> half = Target.of(quiet, Optional.empty(), Variant.STANDARD.withVouchedShare(0.5));
    assertThat(outcome(half, Figure.PUBLISH_MEDIAN)).isEqualTo(Target.Outcome.MISSED);
    assertThat(outcome(half, Figure.COVERAGE)).isEqualTo(Target.Outcome.MISSED);
    assertThat(Target.of(quiet, Optional.empty(), Variant.STANDARD.withVouchedShare(0.2)))
        .noneMatch(target -> target.figure() == Figure.PUBLISH_MEDIAN);
  }

  @Test
  void aShareOfNothingIsNeitherMetNorMissed() {
    Target target = new Target(Figure.PRECISION, "precision", 0.985, true, Double.NaN);
    assertThat(target.outcome()).isEqualTo(Target.Outcome.NOTHING_TO_SAY);
    assertThat(target.reached()).isEqualTo("–");
  }
}
