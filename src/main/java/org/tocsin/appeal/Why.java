package org.tocsin.appeal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Verdict;

/** What everybody may know of an address. */
record Why(
    String address,
    String state,
    String summary,
    List<String> scenarios,
    Optional<String> reporters,
    Optional<Instant> since,
    Optional<Instant> expiresAt,
    boolean appealed,
    List<String> howToGetOff) {

  /** Nothing is told of an address that nobody is told to block. */
  static Why unlisted(Address address, Verdict.State state) {
    boolean exempt = state == Verdict.State.REJECTED;
    return new Why(
        address.toString(),
        exempt ? "rejected" : "none",
        exempt
            ? "This address is exempt: it is not listed, whatever is reported."
            : "This address is not listed.",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of());
  }

  static Why of(Lookup.Found found, Verdict verdict, boolean appealed) {
    Optional<Instant> since =
        found.state() == Verdict.State.HELD
            ? found.kept().standing().heldSince()
            : found.kept().standing().past().knownSince();
    return new Why(
        verdict.address().toString(),
        found.state().name().toLowerCase(Locale.ROOT),
        summary(found.state()),
        KnownScenarios.kinds(verdict.tally().votes()),
        Optional.of(bucket(verdict.tally().organisations())),
        since,
        verdict.expiresAt(),
        appealed,
        howToGetOff(verdict, appealed));
  }

  private static String summary(Verdict.State state) {
    return switch (state) {
      case GLOBAL ->
          "This address is listed: organisations that do not know each other saw it attack.";
      case SCOPED ->
          "This address is listed for a part of the community: organisations that see the same"
              + " attackers saw it attack.";
      default -> "This address was reported and waits for a person to decide. It is not listed.";
    };
  }

  /** Returns the class of a count: fewer than 2, 2, 3-9, 10-99, and so on. */
  static String bucket(int count) {
    if (count < 2) {
      return "fewer than 2";
    }
    if (count == 2) {
      return "2";
    }
    int from = 1;
    while (count / 10 >= from) {
      from *= 10;
    }
    return (from == 1 ? 3 : from) + "-" + (from * 10L - 1);
  }

  private static List<String> howToGetOff(Verdict verdict, boolean appealed) {
    List<String> ways = new ArrayList<>();
    verdict
        .expiresAt()
        .ifPresent(
            at -> ways.add("It ends by itself at " + at + " unless the address attacks again."));
    String path = "/why/" + verdict.address();
    ways.add(
        "If you use this address: a POST to "
            + path
            + "/delisting that is sent from the address itself takes it off at once, once in "
            + SelfDelisting.ONCE_IN.toDays()
            + " days. Find out first what attacked from there: it is listed again if that goes on.");
    ways.add(
        appealed
            ? "Somebody has appealed already, and a person will decide."
            : "Otherwise: a POST to "
                + path
                + "/appeals with {\"text\": \"...\", \"contact\": \"...\"} asks a person to decide.");
    return ways;
  }
}
