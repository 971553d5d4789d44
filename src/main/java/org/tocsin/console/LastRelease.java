package org.tocsin.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.publication.NewestChanges;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.StateHistory;

/** What the last release changed, and why. Joins the caller's transaction. */
@ApplicationScoped
class LastRelease {

  private static final int EXAMPLES = 10;
  private static final int SHARES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NewestChanges newest;
  private final StateHistory history;
  private final Publisher publisher;

  LastRelease(NewestChanges newest, StateHistory history, Publisher publisher) {
    this.newest = newest;
    this.history = history;
    this.publisher = publisher;
  }

  Optional<OverviewView.Release> view() {
    return newest
        .newest(EXAMPLES, SHARES)
        .map(
            changed ->
                new OverviewView.Release(
                    changed.serial(),
                    changed.issuedAt(),
                    why(changed),
                    changed.joined(),
                    changed.left(),
                    changed.more(),
                    examples(changed.in()),
                    examples(changed.out()),
                    changed.shares()));
  }

  private String why(NewestChanges.Changed changed) {
    OptionalLong still = publisher.standsStillAt();
    if (still.isPresent()) {
      return "An operator went back to release "
          + still.getAsLong()
          + "; since then only what ends, is exempt or is taken off leaves.";
    }
    return changed.approved() > 0
        ? "A person let "
            + changed.approved()
            + " additions pass that were too many to join by themselves."
        : "A run: what joined meets the floors; what left ended, is exempt or was taken off.";
  }

  private List<OverviewView.Example> examples(List<NewestChanges.Example> some) {
    return some.stream()
        .map(
            one ->
                new OverviewView.Example(
                    one.address().toString(),
                    one.scenario().orElse(""),
                    history.of(one.address(), 1).stream()
                        .findFirst()
                        .map(change -> because(change.reason()))
                        .orElse("")))
        .toList();
  }

  private static String because(String reason) {
    try {
      return JSON.readTree(reason).path("because").asText("");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds a malformed reason", e);
    }
  }
}
