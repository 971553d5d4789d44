package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.rule.DataDeclaration;

/**
 * Installs rules and brings them up to date. Everything is fetched and looked at before the first
 * file is touched, and a collection comes after all it consists of; so after a crash a rule is
 * there whole or not at all, and doing the same again completes it.
 */
final class Installer {
  private final Shelf shelf;
  private final Options options;
  private final Set<RulePath> seen = new HashSet<>();
  private final Map<Path, RulePath> places = new LinkedHashMap<>();
  private final List<Planned> plan = new ArrayList<>();
  private final Map<String, byte[]> data = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * What is asked for.
   *
   * @param force whether files changed by hand are replaced, and data files fetched again
   * @param upgrade whether rules stay as enabled or disabled as they are
   */
  record Options(boolean force, boolean upgrade) {}

  private record Planned(CatalogueItem item, Optional<Download> download, boolean enable) {}

  Installer(Shelf shelf, Options options) {
    this.shelf = shelf;
    this.options = options;
  }

  /** Plans a rule that a person named. */
  void want(Kind kind, String name) {
    Shelf.Offer offer =
        shelf
            .offer(kind, name)
            .orElseThrow(
                () ->
                    new HubUnusable(
                        "no " + kind.singular() + " " + name + " in " + shelf.sources()));
    want(offer, true);
  }

  private void want(Shelf.Offer offer, boolean named) {
    CatalogueItem item = offer.item();
    if (!seen.add(item.path())) {
      return;
    }
    for (Kind kind : Kind.values()) {
      item.members()
          .getOrDefault(kind, List.of())
          .forEach(member -> wantMember(item, kind, member));
    }
    item.unused().forEach(name -> notes.add(item.title() + ": " + name + " is not used here"));
    plan(offer, named);
  }

  private void wantMember(CatalogueItem of, Kind kind, String name) {
    Optional<Shelf.Offer> offer = shelf.offer(kind, name);
    if (offer.isPresent()) {
      want(offer.get(), false);
      return;
    }
    String missing = of.title() + " needs the " + kind.singular() + " " + name;
    missing(kind, missing + ", which " + shelf.sources() + " does not have");
  }

  /** A context adds to what is told of an attack; without one nothing goes unseen. */
  private void missing(Kind kind, String problem) {
    if (kind != Kind.CONTEXTS) {
      throw new InstallationFailed(problem);
    }
    notes.add(problem);
  }

  private void plan(Shelf.Offer offer, boolean named) {
    CatalogueItem item = offer.item();
    Optional<Shelf.Kept> kept = shelf.at(item.path());
    boolean enable = kept.map(rule -> rule.enabled() || (named && !options.upgrade())).orElse(true);
    if (!enable && !named) {
      notes.add(item.title() + " stays disabled");
    }
    if (enable) {
      claimPlace(item);
    }
    if (kept.filter(rule -> !isReplaced(rule)).isPresent()) {
      plan.add(new Planned(item, Optional.empty(), enable));
      return;
    }
    Optional<Download> download = Download.of(offer);
    if (download.isEmpty()) {
      String where = offer.source().name() + ": " + item.path().text();
      missing(item.kind(), item.title() + ": there is no " + where);
      return;
    }
    download.get().data().forEach(declared -> planData(item, offer.source(), declared));
    plan.add(new Planned(item, download, enable));
  }

  private boolean isReplaced(Shelf.Kept rule) {
    if (rule.tainted() && !options.force()) {
      notes.add(rule.title() + " was changed by hand and stays as it is (--force replaces it)");
      return false;
    }
    return rule.tainted() || rule.isOutdated();
  }

  private void claimPlace(CatalogueItem item) {
    Path place = shelf.folder().place(item.path());
    RulePath other = places.putIfAbsent(place, item.path());
    boolean taken =
        Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !shelf.folder().isEnabled(item.path());
    if (taken || other != null) {
      throw new InstallationFailed(
          item.title() + ": " + place + " is in the way, which is another rule");
    }
  }

  private void planData(CatalogueItem item, HubSource source, DataDeclaration declared) {
    String name = declared.file();
    boolean there = Files.exists(shelf.folder().data().resolve(name)) && !options.force();
    if (there || data.containsKey(name)) {
      return;
    }
    source
        .data(declared)
        .ifPresentOrElse(
            content -> data.put(name, content),
            () ->
                notes.add(
                    item.title()
                        + ": its data file "
                        + name
                        + " could not be had; without it the rule finds less"));
  }

  /** Does what was planned; if a step fails, none of it. */
  Change apply() {
    List<String> done = new ArrayList<>();
    Steps steps = new Steps();
    try {
      for (Map.Entry<String, byte[]> file : data.entrySet()) {
        steps.write(shelf.folder().data().resolve(file.getKey()), file.getValue());
      }
      for (Planned planned : plan) {
        apply(planned, steps, done);
      }
      return new Change(done, List.copyOf(notes));
    } catch (IOException e) {
      throw steps.failed(e);
    }
  }

  private void apply(Planned planned, Steps steps, List<String> done) throws IOException {
    CatalogueItem item = planned.item();
    AgentFolder folder = shelf.folder();
    if (planned.download().isPresent()) {
      byte[] digest = item.digest().getBytes(StandardCharsets.US_ASCII);
      steps.write(shelf.digestFile(item.path()), digest);
      steps.write(folder.file(item.path()), planned.download().get().content());
      done.add(item.title() + ": installed version " + item.version());
    }
    if (planned.enable() && !folder.isEnabled(item.path())) {
      steps.link(folder.place(item.path()), folder.file(item.path()));
      if (planned.download().isEmpty()) {
        done.add(item.title() + ": enabled");
      }
    }
  }
}
