package org.tocsin.taxii;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which objects a client asks for. What is empty lets everything through.
 *
 * @param addedAfter only what was added after this, in microseconds
 * @param next only what comes after this
 * @param limit how many at most
 * @param ids objects of these identifiers
 * @param types objects of these types
 * @param specVersions objects that follow these versions of STIX
 * @param versions versions of objects that were made then; every object has one version here
 */
record Filters(
    Optional<Long> addedAfter,
    Optional<Cursor> next,
    int limit,
    Set<StixId> ids,
    Set<String> types,
    Set<String> specVersions,
    Set<Instant> versions) {

  /** More than this is never sent at once. */
  static final int MOST = 1_000;

  /** What may be asked of all objects. */
  static final Set<String> OF_ALL = Set.of("id", "type", "version", "spec_version");

  /** What may be asked of one object. */
  static final Set<String> OF_ONE = Set.of("version", "spec_version");

  /** What may be asked of one object's versions. */
  static final Set<String> OF_VERSIONS = Set.of("spec_version");

  private static final Set<String> ANY_VERSION = Set.of("first", "last", "all");
  private static final Pattern COUNT = Pattern.compile("0*[1-9][0-9]*");
  private static final Pattern SPEC_VERSION = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,3}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,250}");
  private static final int DIGITS = 9;

  /** Copies the sets. */
  Filters {
    ids = Set.copyOf(ids);
    types = Set.copyOf(types);
    specVersions = Set.copyOf(specVersions);
    versions = Set.copyOf(versions);
  }

  /** Lets nothing through but one object. */
  Filters only(StixId id) {
    return new Filters(addedAfter, next, limit, Set.of(id), types, specVersions, versions);
  }

  /**
   * Reads the parameters of a request. Those that TAXII does not know are passed over.
   *
   * @param known which matches there are
   * @throws BadFilter if one makes no sense
   */
  static Filters of(MultiMap query, Set<String> known) {
    for (String name : query.names()) {
      if (name.startsWith("match[") && !known.contains(field(name))) {
        throw new BadFilter(name, "that is no filter here");
      }
    }
    return new Filters(
        one(query, "added_after").map(text -> TaxiiTime.micros(time("added_after", text))),
        one(query, "next")
            .map(
                text ->
                    Cursor.read(text)
                        .orElseThrow(() -> new BadFilter("next", "that was not given out here"))),
        one(query, "limit").map(Filters::count).orElse(MOST),
        ids(values(query, "match[id]")),
        checked(query, "match[type]", TYPE),
        checked(query, "match[spec_version]", SPEC_VERSION),
        versions(values(query, "match[version]")));
  }

  private static String field(String name) {
    return name.endsWith("]") ? name.substring("match[".length(), name.length() - 1) : "";
  }

  private static Optional<String> one(MultiMap query, String name) {
    List<String> all = query.getAll(name);
    if (all.size() > 1) {
      throw new BadFilter(name, "it is given twice");
    }
    return all.stream().findFirst();
  }

  private static List<String> values(MultiMap query, String name) {
    return one(query, name).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static Set<String> checked(MultiMap query, String name, Pattern form) {
    List<String> all = values(query, name);
    if (!all.stream().allMatch(one -> form.matcher(one).matches())) {
      throw new BadFilter(name, "there is no such thing");
    }
    return Set.copyOf(new HashSet<>(all));
  }

  private static Set<StixId> ids(List<String> texts) {
    Set<StixId> ids = new HashSet<>();
    for (String text : texts) {
      ids.add(
          StixId.read(text).orElseThrow(() -> new BadFilter("match[id]", "that is no identifier")));
    }
    return ids;
  }

  private static Set<Instant> versions(List<String> texts) {
    Set<Instant> versions = new HashSet<>();
    boolean any = false;
    for (String text : texts) {
      if (ANY_VERSION.contains(text)) {
        any = true;
      } else {
        versions.add(time("match[version]", text).truncatedTo(ChronoUnit.MILLIS));
      }
    }
    return any ? Set.of() : versions;
  }

  private static Instant time(String name, String text) {
    return TaxiiTime.read(text)
        .orElseThrow(
            () -> new BadFilter(name, "that is no time such as 2026-01-01T00:00:00.000000Z"));
  }

  private static int count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new BadFilter("limit", "that is no number above 0");
    }
    return text.length() > DIGITS ? MOST : Math.min(MOST, Integer.parseInt(text));
  }
}
