package org.tocsin.agent.community;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.community.CredentialsText.Content;
import org.tocsin.agent.community.EnrolmentFailure.CredentialsNotStored;
import org.tocsin.agent.community.EnrolmentFailure.FileUnusable;
import org.tocsin.agent.state.Owner;

/**
 * The file that holds a machine's password, and beside it {@code FILE.pending}, which holds the
 * password of a machine whose enrolment is not finished yet.
 *
 * <p>Guarantees: a reader sees the old file or the new one, never a part; nobody but the owner can
 * read either from the moment they exist; what is replaced stays as {@code FILE.bak} (then {@code
 * .bak2}, and so on). Not meant for two enrolments into one file at the same time.
 */
public final class CredentialsFile {
  private static final int LONGEST_FILE = 64 * 1024;

  private final Path file;
  private final Path pending;
  private final boolean ownFolder;

  private CredentialsFile(Path file, boolean ownFolder) {
    this.file = file;
    this.pending = beside(".pending");
    this.ownFolder = ownFolder;
  }

  /** A stock engine's file, at the place its configuration names; its folder must exist. */
  public static CredentialsFile ofEngine(Path file) {
    return new CredentialsFile(file.toAbsolutePath().normalize(), false);
  }

  /** This agent's own file; its state folder is made, for the owner only, when missing. */
  public static CredentialsFile ofAgent(Path stateFolder) {
    Path folder = stateFolder.toAbsolutePath().normalize();
    return new CredentialsFile(folder.resolve("credentials.yaml"), true);
  }

  Path path() {
    return file;
  }

  Path pendingPath() {
    return pending;
  }

  /**
   * Finds out that the place can be used before a server hears of us. Follows a link at FILE, since
   * replacing the link instead of its target would leave the real file as it was.
   */
  CredentialsFile prepared() throws FileUnusable {
    try {
      if (ownFolder) {
        Files.createDirectories(folder(), ownerOnly("rwx------"));
      }
    } catch (IOException e) {
      throw new FileUnusable(folder(), "cannot make this folder: " + Words.of(e));
    }
    if (!Files.isDirectory(folder())) {
      throw new FileUnusable(file, "there is no folder " + folder());
    }
    if (!Files.isWritable(folder())) {
      throw new FileUnusable(folder(), "permission denied to write in this folder");
    }
    if (!Files.exists(file)) {
      return this;
    }
    try {
      CredentialsFile real = new CredentialsFile(file.toRealPath(), ownFolder);
      if (!Files.isRegularFile(real.file)) {
        throw new FileUnusable(file, "is not a regular file");
      }
      return real;
    } catch (IOException e) {
      throw new FileUnusable(file, Words.of(e));
    }
  }

  Content content() throws FileUnusable {
    return content(file);
  }

  Content pendingContent() throws FileUnusable {
    return content(pending);
  }

  /** After this the password survives a crash, though FILE is as it was. */
  void stage(Credentials credentials) throws CredentialsNotStored {
    try {
      replace(pending, credentials);
    } catch (IOException e) {
      throw new CredentialsNotStored(pending, e);
    }
  }

  void dropStaged() throws CredentialsNotStored {
    try {
      Files.deleteIfExists(pending);
    } catch (IOException e) {
      throw new CredentialsNotStored(pending, e);
    }
  }

  /** Makes the staged credentials the file; answers where the replaced ones are kept, if any. */
  Optional<Path> adoptStaged() throws CredentialsNotStored {
    try {
      Optional<Path> kept = keepReplaced();
      Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE);
      flushFolder();
      return kept;
    } catch (IOException e) {
      throw new CredentialsNotStored(file, e);
    }
  }

  private Content content(Path from) throws FileUnusable {
    try (var in = Files.newInputStream(from)) {
      byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
      return bytes.length > LONGEST_FILE
          ? new Content.Other("is too long to be a credentials file")
          : CredentialsText.read(bytes);
    } catch (NoSuchFileException absent) {
      return new Content.Nothing();
    } catch (IOException e) {
      throw new FileUnusable(from, Words.of(e));
    }
  }

  private Optional<Path> keepReplaced() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] replaced = Files.readAllBytes(file);
    if (CredentialsText.read(replaced) instanceof Content.Nothing) {
      return Optional.empty();
    }
    for (int n = 1; ; n++) {
      Path backup = beside(n == 1 ? ".bak" : ".bak" + n);
      try {
        writeNew(backup, replaced);
        return Optional.of(backup);
      } catch (FileAlreadyExistsException taken) {
        // An older backup may hold the only copy of working credentials: leave it, try the next.
      }
    }
  }

  private void replace(Path target, Credentials credentials) throws IOException {
    Path fresh = beside(".new");
    Files.deleteIfExists(fresh);
    writeNew(fresh, CredentialsText.write(credentials).getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  private static void writeNew(Path target, byte[] bytes) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(target, options, ownerOnly("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Owner.asAround(target);
  }

  // A rename is only durable once its folder is.
  private void flushFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
