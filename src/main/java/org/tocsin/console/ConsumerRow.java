package org.tocsin.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tocsin.consumer.ConsumerRegistry.ConsumerStatus;
import org.tocsin.consumer.ConsumerRegistry.KeyStatus;
import org.tocsin.consumer.Cut;
import org.tocsin.curation.Micro;

/**
 * A consumer as it is shown.
 *
 * @param consumer the consumer
 * @param last the key it came with last
 * @param served the newest release
 */
record ConsumerRow(ConsumerStatus consumer, Optional<KeyStatus> last, Optional<Long> served) {

  private static final int MOST_KEYS = 100;

  static ConsumerRow of(ConsumerStatus consumer, Optional<Long> served) {
    return new ConsumerRow(
        consumer,
        consumer.keys().stream()
            .filter(key -> key.lastUsedAt().isPresent())
            .max(Comparator.comparing(key -> key.lastUsedAt().orElseThrow())),
        served);
  }

  /** Returns its keys, the newest ones if there are very many. */
  List<KeyStatus> lastKeys() {
    List<KeyStatus> keys = consumer.keys();
    return keys.subList(Math.max(0, keys.size() - MOST_KEYS), keys.size());
  }

  /** Says which part of the list it gets. */
  String part() {
    Cut cut = consumer.cut();
    if (cut.equals(Cut.ALL)) {
      return "all of it";
    }
    List<String> words = new ArrayList<>();
    if (cut.families() != Cut.Families.BOTH) {
      words.add("IP" + cut.families().text() + " only");
    }
    if (!cut.scenarios().isEmpty()) {
      words.add("for " + String.join(", ", cut.scenarios()));
    }
    if (cut.minimumScore().isPresent()) {
      words.add("score from " + Micro.toDecimal(cut.minimumScore().getAsLong()).toPlainString());
    }
    if (cut.maxEntries().isPresent()) {
      words.add("at most " + cut.maxEntries().getAsInt());
    }
    if (cut.aggregated()) {
      words.add("in ranges");
    }
    return String.join(", ", words);
  }

  /** Says which release it has. */
  String has() {
    if (last.isEmpty() || last.get().lastSerial().isEmpty()) {
      return "never fetched";
    }
    long serial = last.get().lastSerial().get();
    long behind = served.map(newest -> newest - serial).orElse(0L);
    return "release " + serial + (behind > 0 ? ", " + behind + " behind" : "");
  }
}
