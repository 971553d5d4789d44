package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.agent.hub.RuleState.Oddity;
import org.tocsin.agent.hub.RuleState.Standing;
import org.tocsin.agent.rule.RuleFile;

/**
 * What is installed, seen beside what is offered. The rules of the program are offered before those
 * of a hub, so no hub can pass its own off as them.
 *
 * @param folder the agent's folder
 * @param catalogues what is offered
 */
record Shelf(AgentFolder folder, List<Catalogue> catalogues) {
  /** Beside each installed file: the digest it had when it was installed. */
  private static final String DIGEST_ENDING = ".sha256";

  /** A rule and who offers it. */
  record Offer(CatalogueItem item, HubSource source) {}

  /**
   * A rule that is installed.
   *
   * @param path where it lies in the hub
   * @param name what it is called
   * @param offer what is offered under its path
   * @param digest the digest of what it is now
   * @param tainted whether that is neither what was installed nor any version there was
   * @param enabled whether it is loaded
   */
  record Kept(
      RulePath path,
      String name,
      Optional<CatalogueItem> offer,
      String digest,
      boolean tainted,
      boolean enabled) {

    boolean isOutdated() {
      return !tainted && offer.filter(item -> !item.digest().equals(digest)).isPresent();
    }

    String title() {
      return path.kind().singular() + " " + name;
    }
  }

  Optional<Offer> offer(Kind kind, String name) {
    return catalogues.stream()
        .flatMap(
            catalogue ->
                catalogue.find(kind, name).stream()
                    .map(item -> new Offer(item, catalogue.source())))
        .findFirst();
  }

  /** Who offers anything, for messages. */
  String sources() {
    List<String> names = catalogues.stream().map(c -> c.source().name()).toList();
    return String.join(" or ", names)
        + (names.size() == 1 ? " (no hub is known yet; name one with --hub)" : "");
  }

  /** All rules of a kind that are installed. */
  List<Kept> kept(Kind kind) {
    return folder.keptPaths(kind).stream().map(this::kept).toList();
  }

  Optional<Kept> find(Kind kind, String name) {
    return kept(kind).stream().filter(kept -> kept.name().equals(name)).findFirst();
  }

  Optional<Kept> at(RulePath path) {
    return Files.isRegularFile(folder.file(path)) ? Optional.of(kept(path)) : Optional.empty();
  }

  private Kept kept(RulePath path) {
    Optional<CatalogueItem> offer =
        catalogues.stream().flatMap(catalogue -> catalogue.at(path).stream()).findFirst();
    String digest = Digest.of(bytes(folder.file(path)));
    boolean known =
        offer.flatMap(item -> item.versionOf(digest)).isPresent()
            || installedDigest(path).equals(digest);
    String name = offer.map(CatalogueItem::name).orElseGet(path::name);
    return new Kept(path, name, offer, digest, !known, folder.isEnabled(path));
  }

  /** Says that a rule is not installed, or is none that commands change. */
  HubUnusable notInstalled(Kind kind, String name) {
    boolean local =
        states(kind, false).stream()
            .anyMatch(
                state ->
                    state.name().equals(name) && state.odd().equals(Optional.of(Oddity.LOCAL)));
    return new HubUnusable(
        kind.singular()
            + " "
            + name
            + (local ? " was written by hand: its file is yours to change" : " is not installed"));
  }

  /** Where the digest of an installed rule is kept. */
  Path digestFile(RulePath path) {
    Path file = folder.file(path);
    return file.resolveSibling(path.file() + DIGEST_ENDING);
  }

  private String installedDigest(RulePath path) {
    Path file = digestFile(path);
    return Files.isRegularFile(file)
        ? new String(bytes(file), StandardCharsets.US_ASCII).strip()
        : "";
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new HubUnusable(file + ": cannot be read");
    }
  }

  /** How the rules of a kind stand, by name; those that are only offered if asked for. */
  List<RuleState> states(Kind kind, boolean all) {
    List<RuleState> states = new ArrayList<>();
    List<Kept> kept = kept(kind);
    kept.forEach(rule -> states.add(state(rule)));
    folder.loaded(kind).stream()
        .filter(AgentFolder.Loaded::local)
        .forEach(loaded -> states.add(local(kind, loaded.place())));
    if (all) {
      Stream<CatalogueItem> offered = catalogues.stream().flatMap(c -> c.items(kind).stream());
      offered
          .filter(item -> kept.stream().noneMatch(rule -> rule.path().equals(item.path())))
          .forEach(item -> states.add(available(item)));
    }
    return states.stream().sorted(Comparator.comparing(RuleState::name)).toList();
  }

  private RuleState state(Kept rule) {
    Optional<Oddity> odd = Optional.empty();
    if (rule.tainted()) {
      odd = Optional.of(Oddity.TAINTED);
    } else if (rule.isOutdated()) {
      odd = Optional.of(Oddity.UPDATE_AVAILABLE);
    }
    return new RuleState(
        rule.path().kind(),
        rule.name(),
        rule.enabled() ? Standing.ENABLED : Standing.DISABLED,
        odd,
        rule.offer().flatMap(item -> item.versionOf(rule.digest())).orElse("?"),
        rule.offer().map(CatalogueItem::description).orElse(""),
        Optional.of(rule.enabled() ? folder.place(rule.path()) : folder.file(rule.path())));
  }

  private static RuleState local(Kind kind, Path file) {
    String base = String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
    RuleFile text = new RuleFile(file.toString(), new String(bytes(file), StandardCharsets.UTF_8));
    String description =
        text.documents().stream()
            .flatMap(document -> document.text("description").stream())
            .findFirst()
            .orElse("");
    return new RuleState(
        kind,
        base,
        Standing.ENABLED,
        Optional.of(Oddity.LOCAL),
        "",
        description.replaceAll("\\s+", " "),
        Optional.of(file));
  }

  private static RuleState available(CatalogueItem item) {
    return new RuleState(
        item.kind(),
        item.name(),
        Standing.AVAILABLE,
        Optional.empty(),
        item.version(),
        item.description(),
        Optional.empty());
  }
}
