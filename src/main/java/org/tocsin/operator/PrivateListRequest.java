package org.tocsin.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.privatelist.ListEntry;
import org.tocsin.privatelist.PrivateList;
import org.tocsin.privatelist.PrivateList.Kind;
import org.tocsin.privatelist.PrivateList.Scope;
import org.tocsin.privatelist.PrivateLists;

/** Reads lists and their entries from requests. What engines cannot take is refused here. */
final class PrivateListRequest {

  private static final int LARGEST = 8 << 20;
  private static final int LONGEST_TEXT = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern REMEDIATION = Pattern.compile("[a-z]{2,32}");
  private static final Pattern HOURS = Pattern.compile("[1-9][0-9]{0,2}h");

  // Engines come every two hours, and keep nothing longer than a week.
  private static final int FEWEST_HOURS = 3;
  private static final int MOST_HOURS = 168;

  /** A wider range is a slip of the hand. */
  private static final int WIDEST_IPV4 = 8;

  private static final int WIDEST_IPV6 = 7;

  private PrivateListRequest() {}

  static PrivateList.Terms terms(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String kind = request.word("kind", List.of(Kind.BLOCK.text(), Kind.ALLOW.text()));
    String name =
        matching(request, "name", NAME, "at most 64 letters, digits, dots, dashes and underscores")
            .orElseThrow(() -> request.refused("name", "it is missing"));
    String description = request.optionalText("description", LONGEST_TEXT).orElse("");
    Optional<PrivateList.Blocking> blocking =
        kind.equals(Kind.BLOCK.text()) ? Optional.of(blocking(request)) : Optional.empty();
    request.done();
    return new PrivateList.Terms(name, description, blocking);
  }

  private static PrivateList.Blocking blocking(RequestBody request) {
    String remediation =
        matching(request, "remediation", REMEDIATION, "a lower-case word such as ban or captcha")
            .orElse("ban");
    Scope scope =
        Scope.of(request.wordOrFirst("scope", List.of(Scope.IP.text(), Scope.RANGE.text())));
    String hours = "hours from 3h to 168h, such as 24h";
    int duration =
        matching(request, "duration", HOURS, hours)
            .map(text -> Integer.parseInt(text.substring(0, text.length() - 1)))
            .orElse(24);
    if (duration < FEWEST_HOURS || duration > MOST_HOURS) {
      throw request.refused("duration", "must be " + hours);
    }
    return new PrivateList.Blocking(remediation, scope, Duration.ofHours(duration));
  }

  private static Optional<String> matching(
      RequestBody request, String field, Pattern pattern, String expected) {
    Optional<String> text = request.optionalText(field, LONGEST_TEXT);
    if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
      throw request.refused(field, "must be " + expected);
    }
    return text;
  }

  /** Reads entries of a list; of those with the same value the last one counts. */
  static List<ListEntry> entries(PrivateList list, byte[] body, Instant now) {
    RequestBody request = RequestBody.orListOf("entries", body, LARGEST);
    Map<Prefix, ListEntry> entries = new LinkedHashMap<>();
    for (RequestBody item : request.objects("entries", "value", PrivateLists.MOST_ENTRIES)) {
      Prefix value = value(list, item);
      Optional<String> comment = item.optionalText("comment", LONGEST_TEXT);
      Optional<Instant> expiresAt = item.future("expiresAt", now);
      item.done();
      entries.put(value, new ListEntry(value, comment, expiresAt));
    }
    request.done();
    return List.copyOf(entries.values());
  }

  private static Prefix value(PrivateList list, RequestBody item) {
    String text = item.text("value", LONGEST_TEXT);
    Prefix.Reading reading = Prefix.read(text);
    if (reading instanceof Prefix.Reading.Refused refused) {
      throw item.refused("value", refused.problem());
    }
    Prefix value = ((Prefix.Reading.Accepted) reading).prefix();
    if (value.length() < widest(value)) {
      throw item.refused("value", "a range wider than /" + widest(value) + " is not taken");
    }
    if (list.terms().blocking().isPresent()) {
      checkBlocked(item, list.terms().blocking().get().scope(), text, value);
    }
    return value;
  }

  private static int widest(Prefix value) {
    return value.network().family() == Address.Family.IPV4 ? WIDEST_IPV4 : WIDEST_IPV6;
  }

  private static void checkBlocked(RequestBody item, Scope scope, String text, Prefix value) {
    boolean one = value.length() == value.network().family().bits();
    if (scope == Scope.IP && !one) {
      throw item.refused("value", "this list holds addresses, not ranges");
    }
    if (scope == Scope.RANGE && text.indexOf('/') < 0) {
      throw item.refused("value", "this list holds ranges, such as " + value + " for this one");
    }
    if (!value.isPublic()) {
      throw item.refused("value", "it is not public, and nobody attacks from there");
    }
  }
}
