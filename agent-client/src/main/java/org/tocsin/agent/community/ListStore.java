package org.tocsin.agent.community;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.verification.Believed;
import org.tocsin.agent.verification.ListRefused;
import org.tocsin.agent.verification.LogMemory;
import org.tocsin.agent.verification.TrustedKeys;
import org.tocsin.agent.verification.VerifiedList;
import org.tocsin.agent.verification.Verifier;
import org.tocsin.agent.verification.Walk;

/**
 * Keeps the community's list in the state folder: a snapshot, the deltas since, and a manifest that
 * names them and holds the signed head. Files are called by their content and written before the
 * manifest that names them; only when that is replaced is another list adopted. So whatever stops
 * in between leaves the list that was there. Used by one thread.
 */
final class ListStore {
  /** Deltas are cheaper to keep than a snapshot to write, until there are as many as this. */
  private static final int MOST_DELTAS = 64;

  private final StateFiles files;
  private final ServerUrl server;
  private final BelievedFile memory;
  private Optional<Manifest> written = Optional.empty();

  ListStore(StateFiles files, ServerUrl server) {
    this.files = files;
    this.server = server;
    this.memory = new BelievedFile(files, server);
  }

  /** What {@link #load} found, and what was wrong with it, if anything. */
  record Loaded(Held held, Optional<String> problem) {}

  /** Reads what is kept and verifies all of it again; what was believed outlives damaged lists. */
  Loaded load(TrustedKeys keys) throws IOException {
    Held remembered = memory.read();
    Optional<byte[]> json = files.read(Manifest.FILE);
    if (json.isEmpty()) {
      return new Loaded(remembered, Optional.empty());
    }
    Manifest manifest;
    try {
      manifest = Manifest.read(json.get());
    } catch (IOException damaged) {
      return new Loaded(remembered, Optional.of(Manifest.FILE + " is damaged"));
    }
    long version = version(remembered, manifest);
    return manifest.server().equals(server.toString())
        ? load(manifest, new Verifier(keys), remembered.counting(version))
        : new Loaded(remembered.counting(version), Optional.empty());
  }

  /**
   * Where the two differ, a newer list was told of under the higher number and could not be kept,
   * so the one that is kept needs a number that no other has.
   */
  private static long version(Held remembered, Manifest manifest) {
    long newer = Math.max(remembered.version(), manifest.version());
    boolean isAlike = remembered.version() == manifest.version() || remembered.version() == 0;
    return isAlike ? newer : newer + 1;
  }

  private Loaded load(Manifest manifest, Verifier verifier, Held remembered) throws IOException {
    Held held = remembered;
    String problem;
    try {
      byte[] head = Base64.getDecoder().decode(manifest.head());
      if (held.believed().isEmpty()) {
        Believed last = Believed.of(verifier.keptHead(head).head());
        Optional<LogMemory> log = Optional.ofNullable(manifest.log());
        held = new Held(held.list(), Optional.of(last), log, held.tag(), held.version());
      }
      List<byte[]> deltas = new ArrayList<>();
      for (String name : manifest.deltas()) {
        deltas.add(files.read(name).orElse(new byte[0]));
      }
      byte[] snapshot = files.read(manifest.snapshot()).orElse(new byte[0]);
      VerifiedList list = verifier.kept(head, snapshot, deltas);
      written = Optional.of(manifest);
      Optional<String> tag = Optional.of(manifest.tag()).filter(one -> !one.isEmpty());
      return new Loaded(
          new Held(Optional.of(list), held.believed(), held.log(), tag, held.version()),
          Optional.empty());
    } catch (ListRefused refused) {
      problem = refused.getMessage();
    } catch (IllegalArgumentException e) {
      problem = "the head is no base64";
    }
    return new Loaded(held, Optional.of("the list kept is damaged: " + problem));
  }

  /** From now on nobody can lead back behind this; to be called before the list is kept. */
  void remember(Held held) throws IOException {
    memory.write(held);
  }

  /** Makes a list the one that is kept. */
  void save(Held held, byte[] envelope, Walk walk) throws IOException {
    VerifiedList list = held.list().orElseThrow();
    Manifest next = manifest(held, envelope, walk, list);
    byte[] json = next.json();
    files.write(Manifest.FILE, out -> out.write(json));
    written = Optional.of(next);
    for (String name : files.names()) {
      if ((name.startsWith("snapshot-") || name.startsWith("delta-")) && !next.names(name)) {
        files.delete(name);
      }
    }
  }

  /** After this the next list is kept whole, since what is written is behind what is held. */
  void distrust() {
    written = Optional.empty();
  }

  private Manifest manifest(Held held, byte[] envelope, Walk walk, VerifiedList list)
      throws IOException {
    String head = Base64.getEncoder().encodeToString(envelope);
    String tag = held.tag().orElse("");
    long added = walk.taken().stream().mapToLong(one -> one.text().length).sum();
    Optional<Manifest> before = written.filter(one -> !walk.anew() && hasRoom(one, walk, added));
    if (before.isPresent()) {
      Manifest on = before.get();
      List<String> deltas = new ArrayList<>(on.deltas());
      for (Walk.Taken taken : walk.taken()) {
        String name = "delta-" + taken.sha256() + ".txt";
        files.write(name, out -> out.write(taken.text()));
        deltas.add(name);
      }
      return new Manifest(
          server.toString(),
          held.version(),
          tag,
          head,
          on.snapshot(),
          on.snapshotBytes(),
          deltas,
          on.deltaBytes() + added,
          held.log().orElse(null));
    }
    String name = "snapshot-" + list.head().release().setSha256() + ".txt";
    files.write(name, list.addresses()::writeTo);
    return new Manifest(
        server.toString(),
        held.version(),
        tag,
        head,
        name,
        list.head().snapshot().bytes(),
        List.of(),
        0,
        held.log().orElse(null));
  }

  private static boolean hasRoom(Manifest before, Walk walk, long added) {
    return before.deltas().size() + walk.taken().size() <= MOST_DELTAS
        && before.deltaBytes() + added <= before.snapshotBytes() / 2 + 64 * 1024;
  }
}
