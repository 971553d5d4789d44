package org.tocsin.capi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.signal.Scenario;
import org.tocsin.signal.Signal;

/**
 * Reads the array of signals that a client pushes. It walks over the tokens and picks up six
 * fields; everything else is passed over and never becomes an object, so nothing behind can store
 * or log it.
 */
final class SignalReader {

  private static final int MAX_ITEMS = 20_000;
  private static final int NESTING = 1_000;
  private static final int MAX_UUID = 128;

  // An engine sends back what it was told to do. That is an echo, not a sighting.
  private static final Set<String> ECHOING_KINDS = Set.of("papi", "cscli");
  private static final Set<String> ECHOING_ORIGINS =
      Set.of("capi", "lists", "console", "cscli", "cscli-import", "remediation_sync");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          // Names of fields come from strangers. They are looked up in a table with an end, and
          // kept out of the JVM's own.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** Why an item is left out. */
  enum Dropped {
    /** It is not an object. */
    SHAPE,
    /** Its scope is not a single address. */
    SCOPE,
    /** Its value is not an address. */
    ADDRESS,
    /** Its address cannot be the public source of anything. */
    SPECIAL_PURPOSE,
    /** Its scenario is not a name. */
    SCENARIO
  }

  /**
   * What a body held.
   *
   * @param signals the items that were understood
   * @param dropped how many were left out, by reason
   */
  record Reading(List<Signal> signals, Map<Dropped, Integer> dropped) {}

  private final List<Signal> signals = new ArrayList<>();
  private final Map<Dropped, Integer> dropped = new EnumMap<>(Dropped.class);

  private SignalReader() {}

  static Reading read(byte[] body) {
    try {
      return read(JSON.createParser(body));
    } catch (IOException e) {
      return readLeniently(body);
    }
  }

  /**
   * Bytes that are no UTF-8 in one item must not cost the others: they become marks of something
   * unreadable.
   */
  private static Reading readLeniently(byte[] body) {
    try {
      return read(JSON.createParser(new String(body, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new CapiRefusal(400, "the body is not a complete JSON array");
    }
  }

  private static Reading read(JsonParser json) throws IOException {
    SignalReader reader = new SignalReader();
    try (json) {
      reader.array(json);
    }
    return new Reading(reader.signals, reader.dropped);
  }

  private void array(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw new CapiRefusal(400, "the body must be a JSON array of signals");
    }
    int items = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (++items > MAX_ITEMS) {
        throw new CapiRefusal(413, "more than " + MAX_ITEMS + " signals in one batch");
      }
      if (token == JsonToken.START_OBJECT) {
        new Item().read(json);
      } else {
        json.skipChildren();
        drop(Dropped.SHAPE);
      }
    }
    if (json.nextToken() != null) {
      throw new CapiRefusal(400, "there is something behind the JSON array");
    }
  }

  private void drop(Dropped reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  /** The fields of one item while it is read; those that were not there stay empty. */
  private final class Item {

    private String scenario = "";
    private String hash = "";
    private String uuid = "";
    private String startedAt = "";
    private String stoppedAt = "";
    private String scope = "";
    private String value = "";
    private boolean echo;

    void read(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        switch (field) {
          case "scenario" -> scenario = text(json, token);
          case "scenario_hash" -> hash = text(json, token);
          case "uuid" -> uuid = text(json, token);
          case "start_at" -> startedAt = text(json, token);
          case "stop_at" -> stoppedAt = text(json, token);
          case "kind" -> echo |= ECHOING_KINDS.contains(text(json, token));
          case "source" -> source(json, token);
          case "decisions" -> decisions(json, token);
          default -> json.skipChildren();
        }
      }
      finish();
    }

    private void source(JsonParser json, JsonToken token) throws IOException {
      if (token != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken inner = json.nextToken();
        switch (field) {
          case "scope" -> scope = text(json, inner);
          case "value" -> value = text(json, inner);
          default -> json.skipChildren();
        }
      }
    }

    private void decisions(JsonParser json, JsonToken token) throws IOException {
      if (token != JsonToken.START_ARRAY) {
        json.skipChildren();
        return;
      }
      for (JsonToken item = json.nextToken();
          item != JsonToken.END_ARRAY;
          item = json.nextToken()) {
        if (item == JsonToken.START_OBJECT) {
          decision(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void decision(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        switch (field) {
          case "origin" ->
              echo |= ECHOING_ORIGINS.contains(text(json, token).toLowerCase(Locale.ROOT));
          case "simulated" -> {
            echo |= token == JsonToken.VALUE_TRUE;
            json.skipChildren();
          }
          default -> json.skipChildren();
        }
      }
    }

    private void finish() {
      Optional<Address> address = address();
      Optional<Scenario> known = Scenario.of(scenario, hash.toLowerCase(Locale.ROOT));
      if (!scope.equalsIgnoreCase("ip") && !scope.equalsIgnoreCase("range")) {
        drop(Dropped.SCOPE);
      } else if (address.isEmpty()) {
        drop(scope.equalsIgnoreCase("ip") ? Dropped.ADDRESS : Dropped.SCOPE);
      } else if (!address.get().isPublic()) {
        drop(Dropped.SPECIAL_PURPOSE);
      } else if (known.isEmpty()) {
        drop(Dropped.SCENARIO);
      } else {
        signals.add(signal(address.get(), known.get()));
      }
    }

    private Signal signal(Address address, Scenario known) {
      Optional<Instant> start = LenientTime.parse(startedAt);
      Optional<Instant> stop = LenientTime.parse(stoppedAt);
      Optional<String> identity =
          Optional.of(uuid).filter(text -> !text.isEmpty() && text.length() <= MAX_UUID);
      return new Signal(address, known, start, stop, identity, !echo);
    }

    /** A range that holds one address is that address; a wider one is never evidence about any. */
    private Optional<Address> address() {
      if (value.indexOf('/') < 0) {
        return Address.parse(value);
      }
      return Prefix.read(value) instanceof Prefix.Reading.Accepted accepted
              && accepted.prefix().equals(Prefix.host(accepted.prefix().network()))
          ? Optional.of(accepted.prefix().network())
          : Optional.empty();
    }
  }

  /** Returns the text of a value, empty for any value that is not text. */
  private static String text(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }
}
