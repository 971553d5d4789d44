package org.tocsin.appeal;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tocsin.curation.Vote;

/** Which scenarios may be told to everybody: one that only its author runs would tell who he is. */
public final class KnownScenarios {

  private static final String AUTHOR = "crowdsecurity/";
  private static final String OTHERS = "other";

  private KnownScenarios() {}

  /** Returns what kinds of scenarios there are, without their author; all others are one kind. */
  static List<String> kinds(Collection<Vote> votes) {
    TreeSet<String> kinds = new TreeSet<>();
    for (Vote vote : votes) {
      kinds.add(isKnown(vote) ? vote.scenario().substring(AUTHOR.length()) : OTHERS);
    }
    return List.copyOf(kinds);
  }

  /** Returns the full names of those that everybody runs. */
  public static List<String> names(Collection<Vote> votes) {
    TreeSet<String> names = new TreeSet<>();
    votes.stream().filter(KnownScenarios::isKnown).map(Vote::scenario).forEach(names::add);
    return List.copyOf(names);
  }

  private static boolean isKnown(Vote vote) {
    return vote.scenario().startsWith(AUTHOR);
  }
}
