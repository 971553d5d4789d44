package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/** Removes, disables and enables installed rules, a collection together with its members. */
final class Removal {
  private final Shelf shelf;
  private final boolean force;
  private final Map<Kind, List<Shelf.Kept>> kept = new EnumMap<>(Kind.class);
  private final Set<String> notes = new LinkedHashSet<>();

  Removal(Shelf shelf, boolean force) {
    this.shelf = shelf;
    this.force = force;
  }

  /** Forgets rules, and of collections the members that nothing else needs. */
  Change remove(Kind kind, List<String> names) {
    return change(
        going(kind, names, false),
        "removed",
        (rule, steps) -> {
          unlink(rule, steps);
          steps.delete(shelf.folder().file(rule.path()));
          steps.delete(shelf.digestFile(rule.path()));
        });
  }

  /** Keeps rules but does not load them. */
  Change disable(Kind kind, List<String> names) {
    return change(going(kind, names, true), "disabled", this::unlink);
  }

  /** Loads rules that are kept. */
  Change enable(Kind kind, List<String> names) {
    Map<RulePath, Shelf.Kept> rules = new LinkedHashMap<>();
    names.forEach(name -> addWithMembers(named(kind, name), rules));
    List<Shelf.Kept> coming = new ArrayList<>();
    for (Shelf.Kept rule : rules.values()) {
      Path place = shelf.folder().place(rule.path());
      if (!rule.enabled() && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new InstallationFailed(rule.title() + ": " + place + " is in the way");
      }
      if (!rule.enabled()) {
        coming.add(0, rule);
      }
    }
    return change(
        coming,
        "enabled",
        (rule, steps) ->
            steps.link(shelf.folder().place(rule.path()), shelf.folder().file(rule.path())));
  }

  private interface Step {
    void take(Shelf.Kept rule, Steps steps) throws IOException;
  }

  private Change change(List<Shelf.Kept> rules, String word, Step step) {
    Steps steps = new Steps();
    List<String> done = new ArrayList<>();
    try {
      for (Shelf.Kept rule : rules) {
        step.take(rule, steps);
        done.add(rule.title() + ": " + word);
      }
      return new Change(done, List.copyOf(notes));
    } catch (IOException e) {
      throw steps.failed(e);
    }
  }

  private void unlink(Shelf.Kept rule, Steps steps) throws IOException {
    if (rule.enabled()) {
      steps.delete(shelf.folder().place(rule.path()));
    }
  }

  private Shelf.Kept named(Kind kind, String name) {
    return find(kind, name).orElseThrow(() -> shelf.notInstalled(kind, name));
  }

  private List<Shelf.Kept> kept(Kind kind) {
    return kept.computeIfAbsent(kind, shelf::kept);
  }

  private Optional<Shelf.Kept> find(Kind kind, String name) {
    return kept(kind).stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  private List<Shelf.Kept> going(Kind kind, List<String> names, boolean disabling) {
    Map<RulePath, Shelf.Kept> going = new LinkedHashMap<>();
    List<Shelf.Kept> asked = names.stream().map(name -> named(kind, name)).toList();
    asked.forEach(rule -> addWithMembers(rule, going));
    for (Shelf.Kept collection : kept(Kind.COLLECTIONS)) {
      if (!going.containsKey(collection.path()) && (collection.enabled() || !disabling)) {
        Map<RulePath, Shelf.Kept> needed = new LinkedHashMap<>();
        addWithMembers(collection, needed);
        needed.values().forEach(member -> spare(member, collection, asked, going));
      }
    }
    return going.values().stream()
        .filter(rule -> disabling ? rule.enabled() : mayBeLost(rule, asked))
        .toList();
  }

  private boolean mayBeLost(Shelf.Kept rule, List<Shelf.Kept> asked) {
    if (!rule.tainted() || force) {
      return true;
    }
    String problem = rule.title() + " was changed by hand";
    if (asked.contains(rule)) {
      throw new InstallationFailed(problem + " (--force removes it anyway)");
    }
    notes.add(problem + " and stays");
    return false;
  }

  private void spare(
      Shelf.Kept member,
      Shelf.Kept collection,
      List<Shelf.Kept> asked,
      Map<RulePath, Shelf.Kept> going) {
    if (!going.containsKey(member.path())) {
      return;
    }
    if (!asked.contains(member)) {
      going.remove(member.path());
    } else if (force) {
      notes.add(collection.title() + " goes without the " + member.title());
    } else {
      throw new InstallationFailed(
          member.title() + " is needed by the " + collection.title() + " (--force does it anyway)");
    }
  }

  private void addWithMembers(Shelf.Kept rule, Map<RulePath, Shelf.Kept> found) {
    if (found.putIfAbsent(rule.path(), rule) == null) {
      members(rule).forEach(member -> addWithMembers(member, found));
    }
  }

  /** What a collection consists of, as far as it is installed, by what its own file says. */
  private List<Shelf.Kept> members(Shelf.Kept rule) {
    List<Shelf.Kept> members = new ArrayList<>();
    if (rule.path().kind() == Kind.COLLECTIONS) {
      byte[] content = Shelf.bytes(shelf.folder().file(rule.path()));
      String text = new String(content, StandardCharsets.UTF_8);
      for (Section document : new RuleFile(rule.path().text(), text).documents()) {
        for (Kind kind : Kind.values()) {
          document.texts(kind.folder()).stream()
              .map(name -> find(kind, name))
              .flatMap(Optional::stream)
              .forEach(members::add);
        }
      }
    }
    return members;
  }
}
