package org.tocsin.agent.community;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AllowedRange;

/** Whom the organisation allows, by list, as it is kept in the state folder. */
final class AllowedText {
  private static final JsonMapper JSON = new JsonMapper();

  private AllowedText() {}

  /** One range: what it is, why, and until when or nothing. */
  private record Kept(String range, String reason, String until) {}

  static byte[] write(Map<String, List<AllowedRange>> allowed) {
    Map<String, List<Kept>> kept = new LinkedHashMap<>();
    allowed.forEach(
        (list, ranges) ->
            kept.put(
                list,
                ranges.stream()
                    .map(
                        range ->
                            new Kept(
                                range.range().toString(),
                                range.reason(),
                                range.until().map(Instant::toString).orElse("")))
                    .toList()));
    try {
      return JSON.writeValueAsBytes(kept);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }

  static Map<String, List<AllowedRange>> read(byte[] text) throws IOException {
    Map<String, List<AllowedRange>> allowed = new LinkedHashMap<>();
    try {
      for (var list :
          JSON.readValue(text, new TypeReference<Map<String, List<Kept>>>() {}).entrySet()) {
        List<AllowedRange> ranges = new ArrayList<>();
        for (Kept kept : list.getValue()) {
          Prefix range =
              Prefix.parse(kept.range()).orElseThrow(() -> new IOException("not a range"));
          Optional<Instant> until =
              kept.until().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(kept.until()));
          ranges.add(new AllowedRange(range, kept.reason(), until));
        }
        allowed.put(list.getKey(), List.copyOf(ranges));
      }
      return Map.copyOf(allowed);
    } catch (IOException | DateTimeException e) {
      throw new IOException(
          "allowed.json, whom the organisation allows, is damaged ("
              + Words.of(e)
              + "); delete it, and"
              + " the next pull brings it again",
          e);
    }
  }
}
