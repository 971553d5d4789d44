package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Evidence and circumstances drawn from a seed, so that a failure can be drawn again. */
final class RandomCase {

  private static final List<String> SCENARIOS =
      List.of(
          Cases.ATTACK,
          Cases.ATTACK,
          Cases.LIKELY,
          Cases.SUSPICIOUS,
          Cases.NOTHING,
          Cases.FORGEABLE_ATTACK,
          Cases.FORGEABLE_SCAN,
          "unheard/of");

  final Random random;
  final Evidence evidence;
  final Standing before;
  final boolean soaks;

  RandomCase(long seed) {
    random = new Random(seed);
    List<Witness> witnesses = new ArrayList<>();
    int count = random.nextInt(7);
    for (long organisation = 1; organisation <= count; organisation++) {
      witnesses.add(witness(organisation, pick(List.of(Witness.Standing.values()))));
    }
    evidence = new Evidence(Cases.ADDRESS, witnesses);
    soaks = random.nextInt(4) == 0;
    before =
        switch (random.nextInt(3)) {
          case 0 -> new Standing.Unlisted();
          case 1 -> new Standing.Soaking(Cases.NOW.minusSeconds(random.nextInt(1800)));
          default -> new Standing.Listed();
        };
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  Witness witness(long organisation, Witness.Standing standing) {
    List<Sighting> sightings = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Instant last = Cases.NOW.minusSeconds(random.nextInt(random.nextBoolean() ? 7_200 : 290_000));
      sightings.add(new Sighting(pick(SCENARIOS), last.minusSeconds(random.nextInt(9_000)), last));
    }
    return new Witness(organisation, standing, sightings);
  }

  Duration upTo(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  /** Returns the evidence with a crowd of ordinary organisations that saw attacks. */
  Evidence withACrowd() {
    List<Witness> witnesses = new ArrayList<>(evidence.witnesses());
    int count = 1 + random.nextInt(30);
    for (long organisation = 100; organisation < 100 + count; organisation++) {
      witnesses.add(witness(organisation, Witness.Standing.ORDINARY));
    }
    Collections.shuffle(witnesses, random);
    return new Evidence(evidence.address(), witnesses);
  }

  /** Returns the evidence in another order, with sightings doubled, split in time and repeated. */
  Evidence toldOtherwise() {
    List<Witness> witnesses = new ArrayList<>();
    for (Witness witness : evidence.witnesses()) {
      List<Sighting> sightings = new ArrayList<>();
      for (Sighting sighting : witness.sightings()) {
        sightings.add(sighting);
        switch (random.nextInt(3)) {
          case 0 -> sightings.add(sighting);
          case 1 ->
              sightings.add(
                  new Sighting(sighting.scenario(), sighting.firstAt(), sighting.firstAt()));
          default -> {
            sightings.remove(sighting);
            sightings.add(
                new Sighting(sighting.scenario(), sighting.firstAt(), sighting.firstAt()));
            sightings.add(new Sighting(sighting.scenario(), sighting.lastAt(), sighting.lastAt()));
          }
        }
      }
      Collections.shuffle(sightings, random);
      witnesses.add(new Witness(witness.organisation(), witness.standing(), sightings));
    }
    Collections.shuffle(witnesses, random);
    return new Evidence(evidence.address(), witnesses);
  }
}
