package org.tocsin.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.rules.AllowlistExpiry;
import org.tocsin.curation.rules.Reading;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.rulebook.RuleTexts;
import org.tocsin.rulebook.RulesNow;

/**
 * The rules that decide now. Whoever edits the folder has them in force with the next run, unless
 * something is wrong with them: then the old ones stay, and what is wrong is told until it is put
 * right.
 */
final class RulesInForce implements RulesNow {

  private static final Logger LOG = Logger.getLogger(RulesInForce.class);

  private record Held(SortedMap<String, String> texts, Reading reading, RuleBook book) {}

  private final Path folder;
  private volatile Held held;
  private volatile List<RulesProblem> problems = List.of();

  /** Begins with what is in the folder. */
  RulesInForce(Path folder) throws RulesRefused {
    this.folder = folder;
    this.held = read(RulesFolder.texts(folder));
  }

  private static Held read(SortedMap<String, String> texts) throws RulesRefused {
    Reading reading = RulesReader.read(texts);
    return new Held(texts, reading, new RuleBook(reading.rules()));
  }

  /** Returns the rules that decide now. */
  RuleBook book() {
    return held.book();
  }

  /** Looks whether the folder changed, and has good rules decide from now on. */
  synchronized void reload() {
    try {
      SortedMap<String, String> texts = RulesFolder.texts(folder);
      if (!texts.equals(held.texts())) {
        held = read(texts);
        LOG.infof("New rules are in force: %s", held.reading().rules().digest());
      }
      problems = List.of();
    } catch (RulesRefused e) {
      if (!problems.equals(e.problems())) {
        LOG.errorf("The rules were changed but are refused; the old ones stay in force: %s", e);
      }
      problems = e.problems();
    }
  }

  @Override
  public RuleTexts inForce() {
    Held now = held;
    return new RuleTexts(now.reading().rules().digest(), now.texts());
  }

  /** Returns what is wrong with the folder, file, line and key; empty if nothing is. */
  @Override
  public Optional<String> problem() {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            problems.stream().map(RulesProblem::toString).collect(Collectors.joining("; ")));
  }

  /** Returns the allowlists that are in force but past their time. */
  List<AllowlistExpiry> staleAt(Instant now) {
    return held.reading().staleAt(now);
  }
}
