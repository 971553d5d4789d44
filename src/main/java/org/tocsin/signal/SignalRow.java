package org.tocsin.signal;

import java.time.LocalDate;
import java.util.UUID;

/**
 * The columns of a signal in the order of the COPY, those that are filled in last in front, where
 * their place is fixed.
 */
final class SignalRow {

  static final String COPY =
      "copy signal (position, scenario_id, day, signal_key, received_at, agent_id, organisation_id,"
          + " address, started_at, stopped_at, admissible) from stdin (format binary)";

  private static final int COLUMNS = 11;
  private static final int POSITION_AT = 2 + 4;
  private static final int SCENARIO_AT = POSITION_AT + 8 + 4;
  private static final int TYPICAL_BYTES = 140;

  private SignalRow() {}

  static byte[] encode(SignalBatch batch, LocalDate day, UUID key, Signal signal) {
    BinaryCopy row = new BinaryCopy(TYPICAL_BYTES);
    row.row(COLUMNS);
    row.bigint(0);
    row.integer(0);
    row.date(day);
    row.uuid(key);
    row.timestamp(batch.receivedAt());
    row.integer(batch.agent().id());
    row.bigint(batch.agent().organisation());
    row.inet(signal.address());
    row.timestamp(signal.startedAt());
    row.timestamp(signal.stoppedAt());
    row.bool(signal.admissible());
    return row.bytes();
  }

  /** Appends a row with the gaps filled. */
  static void append(BinaryCopy data, EncodedBatch.Row row, long position, int scenario) {
    int start = data.size();
    data.append(row.bytes());
    data.overwriteLong(start + POSITION_AT, position);
    data.overwriteInt(start + SCENARIO_AT, scenario);
  }
}
