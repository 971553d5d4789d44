package org.tocsin.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A list for everybody that is worked out anew, every so often, from a window of sightings. */
final class PeriodicList implements OneList {

  /** Works the list out. */
  interface Choice {
    /**
     * Returns what to list.
     *
     * @param window who reported each address within the window, ascending by address, allowlisted
     *     ones left out
     * @param now the time
     */
    Set<Integer> of(Map<Integer, Seen> window, long now);
  }

  /** Makes a choice for one community. */
  interface ChoiceMaker {
    Choice make(Community community);
  }

  /**
   * How such a list is kept.
   *
   * @param name of the method
   * @param window how far back it looks, in seconds
   * @param every how often it is worked out, in seconds
   * @param choice how
   */
  record Plan(String name, long window, long every, ChoiceMaker choice) implements Maker {
    @Override
    public Method make(Community community) {
      return new PeriodicList(this, community);
    }
  }

  private final Plan plan;
  private final Community community;
  private final Choice choice;
  private final Published published = new Published(Tier.GLOBAL);
  private final Map<Integer, Seen> window = new TreeMap<>();
  private final Map<Integer, Boolean> allowlisted = new HashMap<>();

  private PeriodicList(Plan plan, Community community) {
    this.plan = plan;
    this.community = community;
    this.choice = plan.choice().make(community);
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public void accept(Report report) {
    if (!allowlisted.computeIfAbsent(report.address(), community::isAllowlisted)) {
      window
          .computeIfAbsent(report.address(), any -> new Seen())
          .note(report.agent(), report.at(), report.at() - plan.window());
    }
  }

  @Override
  public void advanceTo(long time) {
    if (time % plan.every() == 0) {
      window.values().removeIf(by -> !by.forget(time - plan.window()));
      published.become(choice.of(window, time), time);
    }
  }

  @Override
  public Published published() {
    return published;
  }
}
