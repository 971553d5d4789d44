package org.tocsin.agent.community;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.community.CredentialsText.Content;
import org.tocsin.agent.verification.LogMemory;
import org.tocsin.agent.verification.TrustedKeys;
import org.tocsin.agent.verification.VerifiedList;

/**
 * The community's list as it lies in the state folder, read and verified once more. For commands
 * beside a running agent: nothing is written.
 *
 * @param server whose list it is
 * @param fingerprints the keys that are trusted
 * @param release which release; nothing if none is kept or what is kept does not verify
 * @param problem why it does not verify
 */
public record KeptList(
    String server, Set<String> fingerprints, Optional<Release> release, Optional<String> problem) {
  private static final String FOLDER = "community";

  /** A running agent may replace files between two looks at them. */
  private static final int LOOKS = 3;

  /**
   * A release that verified.
   *
   * @param session within which serials count
   * @param serial its number
   * @param addresses whom it names
   * @param setSha256 the digest of its set
   * @param issuedAt when it was signed last
   * @param expiresAt from when on it counts no more
   * @param logSize how many entries of the transparency log are known; 0 if there is none
   */
  public record Release(
      String session,
      long serial,
      AddressSet addresses,
      String setSha256,
      Instant issuedAt,
      Instant expiresAt,
      long logSize) {}

  /** Reads what a state folder holds; nothing if its agent is not enrolled. */
  public static Optional<KeptList> read(Path stateFolder) throws IOException {
    Content content;
    try {
      content = CredentialsFile.ofAgent(stateFolder).content();
    } catch (EnrolmentFailure unusable) {
      throw new IOException(unusable.getMessage(), unusable);
    }
    if (!(content instanceof Content.Held held)) {
      return Optional.empty();
    }
    ServerUrl server = held.credentials().url();
    Path folder = stateFolder.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return Optional.of(none(server, Set.of()));
    }
    KeptList kept = look(new FolderFiles(folder), server);
    for (int i = 1; i < LOOKS && kept.problem().isPresent(); i++) {
      kept = look(new FolderFiles(folder), server);
    }
    return Optional.of(kept);
  }

  private static KeptList none(ServerUrl server, Set<String> fingerprints) {
    return new KeptList(server.toString(), fingerprints, Optional.empty(), Optional.empty());
  }

  private static KeptList look(FolderFiles files, ServerUrl server) throws IOException {
    Optional<TrustedKeys> keys = new KeyFile(files, server).read();
    if (keys.isEmpty()) {
      return none(server, Set.of());
    }
    ListStore.Loaded loaded = new ListStore(files, server).load(keys.get());
    Optional<LogMemory> log = loaded.held().log();
    return new KeptList(
        server.toString(),
        keys.get().fingerprints(),
        loaded.held().list().map(list -> release(list, log.map(LogMemory::size).orElse(0L))),
        loaded.problem());
  }

  private static Release release(VerifiedList list, long logSize) {
    return new Release(
        list.head().release().session().toString(),
        list.head().release().serial(),
        list.addresses(),
        list.head().release().setSha256(),
        list.head().issuedAt(),
        list.head().expiresAt(),
        logSize);
  }
}
