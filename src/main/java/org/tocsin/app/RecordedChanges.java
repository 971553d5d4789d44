package org.tocsin.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reason;
import org.tocsin.curation.Rules;
import org.tocsin.curation.Verdict;
import org.tocsin.replay.Change;

/**
 * Writes what a replay changed, a line for each change that somebody outside could notice. The file
 * appears under its name only when it is complete.
 */
final class RecordedChanges implements AutoCloseable {

  private final Path file;
  private final Path unfinished;
  private final RecordedWorld world;
  private final Rules rules;
  private final JsonGenerator json;
  private final List<Change> run = new ArrayList<>();
  private int listed;
  private boolean written;

  RecordedChanges(Path file, RecordedWorld world, Rules rules) throws IOException {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    this.world = world;
    this.rules = rules;
    BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    this.json =
        new JsonFactory()
            .createGenerator(
                file.getFileName().toString().endsWith(".gz") ? new GZIPOutputStream(out) : out);
    json.setCodec(JsonMapper.builder().build());
    json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
  }

  /** Takes a change; those of one run are written together, since a breaker looks at the run. */
  void add(Change change) {
    if (!run.isEmpty() && !run.get(0).at().equals(change.at())) {
      write();
    }
    run.add(change);
  }

  private void write() {
    long joined = run.stream().filter(one -> joins(one, Verdict.State.GLOBAL)).count();
    Policy.Breaker breaker = rules.policy().breaker();
    boolean tooMany = joined > breaker.adds().of(listed);
    for (Change change : run) {
      if (joins(change, Verdict.State.GLOBAL)) {
        listed++;
      } else if (change.before() == Verdict.State.GLOBAL) {
        listed--;
      }
      write(change, tooMany, joined);
    }
    run.clear();
  }

  private static boolean joins(Change change, Verdict.State state) {
    return change.verdict().state() == state && change.before() != state;
  }

  private void write(Change change, boolean tooMany, long joined) {
    Verdict verdict = change.verdict();
    if (told(verdict.state()).equals(told(change.before()))
        && verdict.state() != Verdict.State.SCOPED) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", change.at().toString());
    line.put("ip", verdict.address().toString());
    line.put("state", told(verdict.state()));
    if (verdict.state() == Verdict.State.SCOPED) {
      line.put("orgs", verdict.recipients().stream().sorted().map(world::name).toList());
    }
    line.put("reason", reason(verdict, change.at(), tooMany, joined));
    try {
      json.writeObject(line);
      written = true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, Object> reason(Verdict verdict, Instant at, boolean tooMany, long joined) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("rule_version", rules.digest());
    reason.putAll(Reason.of(verdict, at).fields());
    if (tooMany && verdict.state() == Verdict.State.GLOBAL) {
      reason.put("breaker", "adds: " + joined + " in one run");
    }
    return reason;
  }

  /** What is told of a state: whoever waits out a soak is not listed, and that is all. */
  private static String told(Verdict.State state) {
    return state == Verdict.State.SOAKING ? "none" : state.name().toLowerCase(Locale.ROOT);
  }

  /** Completes the file. */
  void finish() throws IOException {
    write();
    if (written) {
      json.writeRaw('\n');
    }
    json.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try {
      json.close();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
