package org.tocsin.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.evidence.Witness;

/**
 * What an operator knows beside the signals of a recorded stream. Organisations have names there
 * and numbers here.
 */
final class RecordedWorld {

  private static final Set<String> FIELDS = Set.of("organisations", "allowlist", "shared");
  private static final Set<String> ORGANISATION = Set.of("id", "vouched", "honeypot", "enrolledAt");
  private static final Set<String> ALLOWED = Set.of("range", "tier", "reason");
  private static final Set<String> TIERS =
      new TreeSet<>(Set.of("never", "benign", "protected", "shared"));
  private static final long LARGEST = 256L << 20;

  private final Map<String, Long> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Enrolled> organisations = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();

  /** A world in which nobody is known. */
  RecordedWorld() {}

  static RecordedWorld read(Path file) throws BadRecord, IOException {
    String place = String.valueOf(file.getFileName());
    if (Files.size(file) > LARGEST) {
      throw new BadRecord(place + ": the file is larger than " + LARGEST + " bytes");
    }
    String text;
    try {
      text = RecordedObject.withoutMark(Files.readString(file));
    } catch (MalformedInputException e) {
      throw new BadRecord(place + ": the file is not UTF-8");
    }
    RecordedWorld world = new RecordedWorld();
    RecordedObject object = RecordedObject.parse(place, text, FIELDS);
    int index = 0;
    for (JsonNode one : object.list("organisations")) {
      world.enrol(
          new RecordedObject(place + ": organisations[" + index++ + "]", one, ORGANISATION));
    }
    index = 0;
    for (JsonNode one : object.list("allowlist")) {
      RecordedObject entry =
          new RecordedObject(place + ": allowlist[" + index++ + "]", one, ALLOWED);
      world.exemptions.add(
          new Exemption(
              entry.range("range"),
              Exemption.Tier.valueOf(entry.word("tier", TIERS).toUpperCase(Locale.ROOT)),
              "the world's allowlist"));
    }
    index = 0;
    for (JsonNode one : object.list("shared")) {
      world.exemptions.add(
          new Exemption(
              RecordedObject.range(place, "shared[" + index++ + "]", one),
              Exemption.Tier.SHARED,
              "the world's shared ranges"));
    }
    return world;
  }

  private void enrol(RecordedObject entry) throws BadRecord {
    String name = entry.name("id");
    if (numbers.containsKey(name)) {
      throw entry.problem("id", "the organisation is there twice");
    }
    organisations.add(
        new Enrolled(
            number(name),
            entry.flag("honeypot")
                ? Witness.Standing.HONEYPOT
                : entry.flag("vouched") ? Witness.Standing.VOUCHED : Witness.Standing.ORDINARY,
            entry.has("enrolledAt") ? entry.instant("enrolledAt") : Instant.EPOCH));
  }

  /** Returns the number of an organisation, a new one for a new name. */
  long number(String name) {
    Long known = numbers.get(name);
    if (known != null) {
      return known;
    }
    names.add(name);
    long number = names.size();
    numbers.put(name, number);
    return number;
  }

  String name(long number) {
    return names.get((int) number - 1);
  }

  List<Enrolled> organisations() {
    return List.copyOf(organisations);
  }

  List<Exemption> exemptions() {
    return List.copyOf(exemptions);
  }
}
