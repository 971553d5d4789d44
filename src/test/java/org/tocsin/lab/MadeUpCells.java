package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;

/** Figures that nobody measured. */
final class MadeUpCells {

  private MadeUpCells() {}

  static Metrics cell(String method, String campaign, double budget, int victims) {
    return cell(method, campaign, budget, victims, 0.70);
  }

  static Metrics cell(String method, String campaign, double budget, int victims, double coverage) {
    return new Metrics(
        new Cell(method, campaign, budget, 1, budget / (1 + budget), budget / 2, 0.5),
        1_000,
        coverage,
        500,
        0.4,
        0.6,
        0.99,
        Double.NaN,
        victims,
        0,
        victims / 50.0,
        0,
        0,
        0,
        0,
        3,
        0,
        0,
        0,
        10,
        100,
        40,
        70,
        65,
        900,
        0.25,
        0.5,
        12.3);
  }

  static LabResult result(String command) {
    List<Metrics> cells = new ArrayList<>();
    for (String method : List.of(LabResult.OURS, "count 3 <agents>")) {
      cells.add(cell(method, "none", 0, 0));
      cells.add(cell(method, "A4", 0.05, method.equals(LabResult.OURS) ? 0 : 50));
      cells.add(cell(method, "A4", 0.30, method.equals(LabResult.OURS) ? 1 : 50));
    }
    return new LabResult(
        command, "a world & more", Variant.STANDARD, WorldSize.SMALL, Timeline.STANDARD, cells);
  }
}
