package org.tocsin.signal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tocsin.enrolment.Agent;

/**
 * A batch as the database takes it. Encoded by whoever hands the batch in, because the one thread
 * that commits for all should do nothing that others can do before.
 *
 * @param agent who pushed
 * @param day the day of its partition
 * @param rows a row for each signal
 */
record EncodedBatch(Agent agent, LocalDate day, List<Row> rows) {

  /** Copies the list. */
  EncodedBatch {
    rows = List.copyOf(rows);
  }

  /**
   * A signal in binary COPY format, with gaps for what is known only when it is written.
   *
   * @param key its identity
   * @param scenario what it reports
   * @param bytes the row
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, here, and compared by nobody
  record Row(UUID key, Scenario scenario, byte[] bytes) {}

  static EncodedBatch of(SignalBatch batch) {
    LocalDate day = batch.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    List<Row> rows = new ArrayList<>(batch.signals().size());
    for (Signal signal : batch.signals()) {
      UUID key = SignalKey.of(batch.agent().id(), signal);
      rows.add(new Row(key, signal.scenario(), SignalRow.encode(batch, day, key, signal)));
    }
    return new EncodedBatch(batch.agent(), day, rows);
  }

  int size() {
    return rows.size();
  }
}
