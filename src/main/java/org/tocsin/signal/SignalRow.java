package org.tocsin.signal;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Encodes the rows of one batch. Those columns that are filled in last come first, where their
 * place is fixed. Not thread-safe.
 */
final class SignalRow {

  static final String COPY =
      "copy signal (position, scenario_id, day, signal_key, received_at, agent_id, organisation_id,"
          + " address, started_at, stopped_at, admissible) from stdin (format binary)";

  private static final int COLUMNS = 11;
  private static final int POSITION_AT = 2 + 4;
  private static final int SCENARIO_AT = POSITION_AT + 8 + 4;
  private static final int TYPICAL_BYTES = 140;

  private final SignalBatch batch;
  private final LocalDate day;
  private final BinaryCopy rows;

  SignalRow(SignalBatch batch, LocalDate day) {
    this.batch = batch;
    this.day = day;
    this.rows = new BinaryCopy(batch.signals().size() * TYPICAL_BYTES);
  }

  void encode(UUID key, Signal signal) {
    rows.row(COLUMNS);
    rows.bigint(0);
    rows.integer(0);
    rows.date(day);
    rows.uuid(key);
    rows.timestamp(batch.receivedAt());
    rows.integer(batch.agent().id());
    rows.bigint(batch.agent().organisation());
    rows.inet(signal.address());
    rows.timestamp(signal.startedAt());
    rows.timestamp(signal.stoppedAt());
    rows.bool(signal.admissible());
  }

  int size() {
    return rows.size();
  }

  byte[] bytes() {
    return rows.bytes();
  }

  /** Fills the gaps of the row that begins at a place. */
  static void fill(BinaryCopy data, int start, long position, int scenario) {
    data.overwriteLong(start + POSITION_AT, position);
    data.overwriteInt(start + SCENARIO_AT, scenario);
  }
}
