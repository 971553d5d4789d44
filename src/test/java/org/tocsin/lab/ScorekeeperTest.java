package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A history of a few contacts whose figures are known. */
final class ScorekeeperTest {

  private static final long DAY = Timeline.DAY;
  private static final long HOUR = Timeline.HOUR;

  /** Evaluated from day 2 of 12. */
  private final World world = World.of(WorldSize.TINY, Variant.STANDARD, new Timeline(12, 2, 4), 1);

  private final ScriptedMethod method = new ScriptedMethod();
  private final BitSet dishonest = new BitSet();
  private final int attacker = world.addresses(Nature.ATTACKER)[0];
  private final int another = world.addresses(Nature.ATTACKER)[1];
  private final int victim = world.addresses(Nature.VICTIM)[0];

  private int organisation(int which) {
    return ordinary(each -> !each.honeypot()).get(which).id();
  }

  private List<Organisation> ordinary(Predicate<Organisation> which) {
    return world.organisations().stream()
        .filter(which)
        .sorted(Comparator.comparingInt(Organisation::id))
        .toList();
  }

  private Report met(int organisation, long at, int address) {
    Agent agent = world.organisations().get(organisation).agents().get(0);
    return Report.by(agent, at, address, Kind.SSH_BF);
  }

  private static Metrics finish(Scorekeeper score) {
    return score.finish(new Cell("scripted", "none", 0, 1, 0, 0, 0), 1_000_000, 3);
  }

  @Test
  void coverageIsTheShareOfFirstContactsThatWereDelivered() {
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    score.contact(met(organisation(0), DAY, attacker));
    score.contact(met(organisation(1), 3 * DAY, attacker));
    score.contact(met(organisation(1), 3 * DAY + 1, attacker));
    method.list(attacker, 4 * DAY);
    score.advanced(4 * DAY);
    score.contact(met(organisation(2), 4 * DAY, attacker));
    score.contact(met(organisation(1), 5 * DAY, attacker));
    score.contact(met(organisation(1), 8 * DAY + 1, attacker));
    score.contact(met(organisation(0), 9 * DAY, another));

    Metrics metrics = finish(score);

    assertThat(metrics.contacts()).as("a day later is no first contact, three are").isEqualTo(4);
    assertThat(metrics.coverage()).isCloseTo(2 / 4.0, within(1e-9));
  }

  @Test
  void whatHoneypotsLiarsAndHarmlessAddressesMeetIsNotCoverage() {
    int honeypot = ordinary(Organisation::honeypot).get(0).id();
    dishonest.set(organisation(3));
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    score.contact(met(honeypot, 3 * DAY, attacker));
    score.contact(met(organisation(3), 3 * DAY, attacker));
    score.contact(met(organisation(0), 3 * DAY, world.addresses(Nature.USER)[0]));

    assertThat(finish(score).contacts()).isZero();
  }

  @Test
  void timesRunFromTheFirstAndLastContactOfThoseMetWidely() {
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    score.contact(met(organisation(0), 3 * DAY, attacker));
    score.contact(met(organisation(1), 3 * DAY + HOUR, attacker));
    score.contact(met(organisation(0), 3 * DAY, another));
    method.list(attacker, 3 * DAY + 5 * HOUR);
    method.list(another, 3 * DAY + 5 * HOUR);
    score.advanced(3 * DAY + 5 * HOUR);
    score.contact(met(organisation(2), 4 * DAY, attacker));
    method.unlist(attacker, 6 * DAY);
    score.advanced(6 * DAY);

    Metrics metrics = finish(score);

    assertThat(metrics.publishMedian()).as("the one met by three").isEqualTo(5);
    assertThat(metrics.publishTail()).isEqualTo(5);
    assertThat(metrics.removeMedian()).isEqualTo(48);
    assertThat(metrics.removeTail()).as("still listed at the end").isEqualTo(9 * 24);
    assertThat(metrics.globalRemoveTail()).isEqualTo(9 * 24);
    assertThat(metrics.globalRecall()).isEqualTo(1);
  }

  @Test
  void aVictimCountsHoweverShortlyItIsListed() {
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    method.list(victim, HOUR);
    method.unlist(victim, HOUR);
    score.advanced(HOUR);

    Metrics metrics = finish(score);

    assertThat(metrics.victims()).isEqualTo(1);
    assertThat(metrics.harm()).as("gone when it is looked at").isZero();
  }

  @Test
  void harmCountsHonestOrganisationsThatAreHandedAVictim() {
    dishonest.set(organisation(0));
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    method.scope(victim, HOUR, organisation(0), organisation(1), organisation(2));
    score.advanced(HOUR);

    Metrics scoped = finish(score);

    int honest = world.size().organisations() - 1;
    assertThat(scoped.harm()).isCloseTo(2.0 / honest / world.size().victims(), within(1e-9));
    assertThat(scoped.victims()).isZero();
    assertThat(scoped.victimsScoped()).isEqualTo(1);
    method.list(victim, 2 * HOUR);
    score.advanced(2 * HOUR);
    assertThat(finish(score).harm()).isCloseTo(1.0 / world.size().victims(), within(1e-9));
  }

  @Test
  void precisionCountsDifferentAddressesOfTheEvaluatedDays() {
    int early = world.addresses(Nature.USER)[0];
    int stays = world.addresses(Nature.USER)[1];
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    method.list(early, HOUR);
    method.list(stays, HOUR);
    score.advanced(HOUR);
    method.unlist(early, 2 * HOUR);
    score.advanced(2 * HOUR);
    score.advanced(2 * DAY);
    method.list(attacker, 3 * DAY);
    method.list(another, 3 * DAY);
    method.list(world.addresses(Nature.CRAWLER)[0], 3 * DAY);
    score.advanced(3 * DAY);

    Metrics metrics = finish(score);

    assertThat(metrics.globalPrecision()).isEqualTo(0.5);
    assertThat(metrics.users()).isEqualTo(1);
    assertThat(metrics.crawlers()).isEqualTo(1);
    assertThat(metrics.scopedPrecision()).isNaN();
    assertThat(metrics.size()).as("1 and then 4").isEqualTo(2.5);
    assertThat(metrics.churn()).as("3 changes in 10 days").isCloseTo(0.3 / 2.5, within(1e-9));
    assertThat(metrics.secondsPerMillion()).isEqualTo(3);
  }

  @Test
  void movingFromOneTierToTheOtherIsNoRemoval() {
    Scorekeeper score = new Scorekeeper(world, method, dishonest);
    score.contact(met(organisation(0), 11 * DAY, attacker));
    method.list(attacker, 11 * DAY);
    score.advanced(11 * DAY);
    method.unlist(attacker, 11 * DAY + HOUR);
    method.scope(attacker, 11 * DAY + HOUR, organisation(0));
    score.advanced(11 * DAY + HOUR);

    Metrics metrics = finish(score);

    assertThat(metrics.removeMedian()).isNaN();
    assertThat(metrics.globalRemoveTail()).as("but one from that for everybody").isEqualTo(1);
  }
}
