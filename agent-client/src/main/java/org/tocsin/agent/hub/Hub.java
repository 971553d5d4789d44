package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be done with the rules in the agent's folder and those that sources offer. */
public final class Hub {
  private final AgentFolder folder;
  private final Shelf shelf;
  private final Optional<Catalogue> catalogue;
  private final byte[] index;

  private Hub(
      AgentFolder folder, StarterRules starter, Optional<Catalogue> catalogue, byte[] index) {
    HubSource own = starter.source();
    List<Catalogue> catalogues = new ArrayList<>();
    catalogues.add(Catalogue.parse(own, own.index()));
    catalogue.ifPresent(catalogues::add);
    this.folder = folder;
    this.shelf = new Shelf(folder, catalogues);
    this.catalogue = catalogue;
    this.index = index;
  }

  /** The hub as a source shows it now. */
  public static Hub of(AgentFolder folder, StarterRules starter, HubSource source) {
    byte[] index = source.index();
    return new Hub(folder, starter, Optional.of(Catalogue.parse(source, index)), index);
  }

  /** The hub as it was remembered last; without one, only the rules of the program are offered. */
  public static Hub remembered(AgentFolder folder, StarterRules starter, Fetch fetch) {
    Path file = indexFile(folder);
    Optional<String> name = rememberedSource(folder);
    if (name.isEmpty() || !Files.isRegularFile(file)) {
      return new Hub(folder, starter, Optional.empty(), new byte[0]);
    }
    byte[] index = Shelf.bytes(file);
    HubSource source = HubSource.of(name.get(), fetch);
    return new Hub(folder, starter, Optional.of(Catalogue.parse(source, index)), index);
  }

  /** The source that was remembered last. */
  public static Optional<String> rememberedSource(AgentFolder folder) {
    Path file = sourceFile(folder);
    return Files.isRegularFile(file)
        ? Optional.of(new String(Shelf.bytes(file), StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  private static Path indexFile(AgentFolder folder) {
    return folder.kept().resolve(".index.json");
  }

  private static Path sourceFile(AgentFolder folder) {
    return folder.kept().resolve(".source");
  }

  /** Keeps the index, so that later commands need not ask the source for it. */
  public Change remember() {
    if (catalogue.isEmpty()) {
      return new Change(List.of(), List.of());
    }
    String name = catalogue.get().source().name();
    Path file = indexFile(folder);
    boolean same = Files.isRegularFile(file) && Arrays.equals(Shelf.bytes(file), index);
    if (same && rememberedSource(folder).equals(Optional.of(name))) {
      return new Change(List.of(), List.of("the index of " + name + " has not changed"));
    }
    Steps steps = new Steps();
    try {
      // Between the two a crash leaves a new index under the old name: the next update repairs it.
      steps.write(file, index);
      steps.write(sourceFile(folder), name.getBytes(StandardCharsets.UTF_8));
      return new Change(List.of("the index of " + name + " is up to date"), List.of());
    } catch (IOException e) {
      throw steps.failed(e);
    }
  }

  /** How the rules of a kind stand; those that are only offered if all are asked for. */
  public List<RuleState> states(Kind kind, boolean all) {
    return shelf.states(kind, all);
  }

  /** How one rule stands. */
  public Optional<RuleState> state(Kind kind, String name) {
    return states(kind, true).stream().filter(state -> state.name().equals(name)).findFirst();
  }

  /** What a collection consists of, as the index says, each with its kind. */
  public List<String> members(Kind kind, String name) {
    List<String> members = new ArrayList<>();
    shelf
        .offer(kind, name)
        .ifPresent(
            offer ->
                offer
                    .item()
                    .members()
                    .forEach(
                        (inner, names) ->
                            names.forEach(one -> members.add(inner.singular() + " " + one))));
    return members;
  }

  /** Installs rules with all they need. */
  public Change install(Kind kind, List<String> names, boolean force) {
    Installer installer = new Installer(shelf, new Installer.Options(force, false));
    names.forEach(name -> installer.want(kind, name));
    return installer.apply();
  }

  /** Brings installed rules up to date: those named, or all of these kinds. */
  public Change upgrade(List<Kind> kinds, List<String> names, boolean force) {
    Installer installer = new Installer(shelf, new Installer.Options(force, true));
    List<String> notes = new ArrayList<>();
    for (Kind kind : kinds) {
      for (Shelf.Kept rule : named(kind, names)) {
        if (rule.offer().isPresent()) {
          installer.want(kind, rule.name());
        } else {
          notes.add(rule.title() + " is not in " + shelf.sources() + " and stays as it is");
        }
      }
    }
    Change change = installer.apply();
    notes.addAll(change.notes());
    return new Change(change.done(), notes);
  }

  private List<Shelf.Kept> named(Kind kind, List<String> names) {
    if (names.isEmpty()) {
      return shelf.kept(kind);
    }
    return names.stream()
        .map(name -> shelf.find(kind, name).orElseThrow(() -> shelf.notInstalled(kind, name)))
        .toList();
  }

  /** Removes rules, and of collections what nothing else needs. */
  public Change remove(Kind kind, List<String> names, boolean force) {
    return new Removal(shelf, force).remove(kind, names);
  }

  /** Keeps rules but does not load them any longer. */
  public Change disable(Kind kind, List<String> names, boolean force) {
    return new Removal(shelf, force).disable(kind, names);
  }

  /** Loads rules again. */
  public Change enable(Kind kind, List<String> names) {
    return new Removal(shelf, false).enable(kind, names);
  }
}
