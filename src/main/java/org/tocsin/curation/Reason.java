package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an address is in its state, to be kept and told: enough to answer for it, not enough to name
 * a reporter. Organisations and networks are ranks, trust and ages are classes.
 *
 * @param score the sum of what the votes count, in millionths
 * @param votes the votes, the heaviest first
 * @param organisations how many voters there are
 * @param networks in how many networks they stand
 * @param strong the sum of their strengths, in millionths
 * @param anchors the sum of their anchor weights, in millionths
 * @param soakUntil until when it has to wait
 * @param triggers what a person should look at
 * @param because what decided
 */
public record Reason(
    long score,
    List<Voter> votes,
    int organisations,
    int networks,
    long strong,
    long anchors,
    Optional<Instant> soakUntil,
    List<Trigger> triggers,
    String because) {

  private static final long TENTH = Micro.ONE / 10;

  /**
   * A vote without its voter.
   *
   * @param organisation the rank of its organisation by weight
   * @param network the rank of its network by its heaviest vote
   * @param trust the trust in the organisation, rounded down to a tenth, in millionths
   * @param evidence what the scenario proves, in millionths
   * @param age how long ago it was last seen, in steps
   */
  public record Voter(int organisation, int network, long trust, long evidence, String age) {}

  /** Copies the lists. */
  public Reason {
    votes = List.copyOf(votes);
    triggers = List.copyOf(triggers);
  }

  /** Returns the reason of a verdict given at an instant. */
  public static Reason of(Verdict verdict, Instant now) {
    Tally tally = verdict.tally();
    return new Reason(
        tally.score(),
        voters(tally.votes(), now),
        tally.organisations(),
        tally.networks(),
        tally.strong(),
        tally.anchors(),
        verdict.soakUntil(),
        verdict.triggers(),
        verdict.because());
  }

  private static List<Voter> voters(List<Vote> votes, Instant now) {
    Map<Long, Integer> ranks = new HashMap<>();
    List<Voter> voters = new ArrayList<>(votes.size());
    int networks = 0;
    for (Vote vote : votes) {
      // An anchor is a network of its own.
      Integer known = vote.anchored() ? null : ranks.get(vote.network().asn());
      int rank = known == null ? ++networks : known;
      if (!vote.anchored()) {
        ranks.put(vote.network().asn(), rank);
      }
      voters.add(
          new Voter(
              voters.size() + 1,
              rank,
              vote.trust() / TENTH * TENTH,
              vote.evidence(),
              age(Duration.between(vote.lastAt(), now))));
    }
    return voters;
  }

  /** Returns an age in steps, so that it cannot be matched with anybody's log. */
  public static String age(Duration age) {
    if (age.toHours() < 1) {
      return "<1h";
    }
    return age.toHours() < 24 ? "<24h" : "<" + (age.toDays() + 1) + "d";
  }

  /** Returns what is told, by the names under which it is told and in their order. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("S", Micro.toDecimal(score));
    fields.put("votes", votes.stream().map(Reason::fields).toList());
    fields.put("k", organisations);
    fields.put("n_asn", networks);
    fields.put("strong", Micro.toDecimal(strong));
    fields.put("anch", Micro.toDecimal(anchors));
    soakUntil.ifPresent(until -> fields.put("soak_until", until.toString()));
    fields.put("triggers", triggers.stream().map(Trigger::id).toList());
    fields.put("because", because);
    return fields;
  }

  private static Map<String, Object> fields(Voter vote) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("org_rank", vote.organisation());
    fields.put("asn_rank", vote.network());
    fields.put("trust", Micro.toDecimal(vote.trust()));
    fields.put("sigma", Micro.toDecimal(vote.evidence()));
    fields.put("age", vote.age());
    return fields;
  }
}
