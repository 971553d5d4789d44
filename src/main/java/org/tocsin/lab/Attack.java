package org.tocsin.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The campaigns. Each class says what its attacker does beyond the line that describes it, where a
 * sensible attacker would for the same money.
 */
enum Attack {
  A1("shared-key sybil", SharedKeySybils::new),
  A2("fresh distributed sybil", FreshSybils::new),
  A3("echo farming", EchoFarm::new),
  A4("real-sensor farming", SensorFarm::distributed),
  A5("one-network collusion", SensorFarm::inOneNetwork),
  A6("flood", Flood::new),
  A7("replay and backdating", Replays::new),
  A8("minimal-k strike", MinimalStrike::new),
  A9("amplification", Amplification::new),
  A10("anchor pressure", AnchorPressure::new),
  A11("public-list farming", PublicListFarm::new),
  A12("slow drip", SlowDrip::new),
  /** Not in the original table: what A4 becomes when the attacker also makes the attacks. */
  A13("staged attacks", StagedAttacks::new);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a method, which has no state
  private final Scheme.Opening opening;

  Attack(String title, Scheme.Opening opening) {
    this.title = title;
    this.opening = opening;
  }

  /** Returns what it is called in words. */
  String title() {
    return title;
  }

  /** Returns the words for a campaign's short name. */
  static String titleOf(String name) {
    return of(name).map(Attack::title).orElse("no attack");
  }

  /** Returns the attack of this short name. */
  static Optional<Attack> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /** Returns a campaign for one run. */
  Campaign campaign() {
    return new Played(name(), opening);
  }

  private static final class Played implements Campaign {

    private final String name;
    private final Scheme.Opening opening;
    private final Agenda agenda = new Agenda();
    private Scheme scheme = (from, until, sight, planned) -> {};

    Played(String name, Scheme.Opening opening) {
      this.name = name;
      this.opening = opening;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void join(World world, Newcomers newcomers, SplittableRandom random) {
      scheme = opening.begin(world, newcomers, random);
    }

    @Override
    public List<Report> reports(long from, long until, Sight sight) {
      scheme.plan(from, until, sight, agenda);
      return agenda.due(until);
    }
  }
}
