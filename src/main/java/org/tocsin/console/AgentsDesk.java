package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.distribution.CurrentList;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.page.Refusal;

/** Puts together what there is to say of agents. Joins the caller's transaction. */
@ApplicationScoped
class AgentsDesk {

  private static final int ON_A_PAGE = 50;

  private final Fleet fleet;
  private final CurrentList list;
  private final InstantSource clock;

  AgentsDesk(Fleet fleet, CurrentList list, InstantSource clock) {
    this.fleet = fleet;
    this.list = list;
    this.clock = clock;
  }

  Fleet.AgentStatus find(Organisation organisation, long agent) {
    return Optional.of(agent)
        .filter(id -> id <= Integer.MAX_VALUE)
        .flatMap(id -> fleet.agent(organisation.id(), Math.toIntExact(id)))
        .orElseThrow(() -> Refusal.notFound("agent"));
  }

  AgentsView view(Organisation organisation, AgentsView.Part part, boolean administers) {
    Instant now = clock.instant();
    List<Fleet.AgentStatus> found =
        fleet.agents(organisation.id(), part.which(), part.after(), ON_A_PAGE + 1, now);
    boolean more = found.size() > ON_A_PAGE;
    List<Fleet.AgentStatus> shown = more ? found.subList(0, ON_A_PAGE) : found;
    long newest = list.current().serial();
    return new AgentsView(
        organisation,
        part,
        shown.stream()
            .map(agent -> new AgentsView.Row(agent, behind(agent, newest), agent.silent(now)))
            .toList(),
        more
            ? Optional.of(AgentsView.Part.text(Fleet.Place.of(shown.get(ON_A_PAGE - 1))))
            : Optional.empty(),
        administers);
  }

  private static String behind(Fleet.AgentStatus agent, long newest) {
    return agent
        .release()
        .map(
            release ->
                release >= newest
                    ? release + ", the newest"
                    : release + ", " + (newest - release) + " behind")
        .orElse("none");
  }
}
