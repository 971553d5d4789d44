package org.tocsin.agent.community;

import java.security.SecureRandom;
import java.util.Optional;
import org.tocsin.agent.community.CentralServer.Registered;
import org.tocsin.agent.community.CredentialsText.Content;
import org.tocsin.agent.community.EnrolmentFailure.FileInTheWay;
import org.tocsin.agent.community.EnrolmentFailure.NoUsableAnswer;
import org.tocsin.agent.community.EnrolmentFailure.ServerRefused;

/**
 * Makes this machine, or the stock engine beside it, a member of an organisation: register, log in,
 * keep the password, enrol, adopt the password.
 *
 * <p>The order is what makes it safe to stop anywhere and to run again. The password goes to {@code
 * FILE.pending} before the enrolment is asked for, so an enrolled machine never exists without its
 * password on disk; FILE itself changes only after the server said yes, so a wrong key leaves no
 * trace. When the server said no, the pending file goes; when its answer was lost, it stays and the
 * next run goes on with the same machine, which the server then reports as enrolled already.
 */
public final class Enrolment {
  private final CentralServer server;
  private final SecureRandom random;

  public Enrolment(CentralServer server, SecureRandom random) {
    this.server = server;
    this.random = random;
  }

  /** Whether to write the polling address, and whether to replace credentials that are there. */
  public record Options(boolean withPapiUrl, boolean force) {}

  public EnrolmentReport enrol(EnrolmentRequest request, CredentialsFile given, Options options)
      throws EnrolmentFailure {
    CredentialsFile file = given.prepared();
    Optional<Credentials> inUse = inUse(file, options);
    Optional<Credentials> unfinished = unfinished(file);
    if (inUse.isEmpty()) {
      return enrolAnother(request, file, options, unfinished);
    }
    if (unfinished.isPresent()) {
      throw new FileInTheWay(
          file.pendingPath(),
          "is left from an unfinished run with --force; finish it with --force, or delete it");
    }
    return enrolHeld(request, file, options, inUse.get());
  }

  private Optional<Credentials> inUse(CredentialsFile file, Options options)
      throws EnrolmentFailure {
    Content content = file.content();
    if (options.force() || content instanceof Content.Nothing) {
      return Optional.empty();
    }
    String remedy = "; use --force to replace it, which keeps a copy as .bak";
    if (content instanceof Content.Held held) {
      if (held.credentials().url().equals(server.url())) {
        return Optional.of(held.credentials());
      }
      throw new FileInTheWay(
          file.path(), "holds credentials for " + held.credentials().url() + remedy);
    }
    String why = content instanceof Content.Other other ? other.why() : "is not understood";
    throw new FileInTheWay(file.path(), why + remedy);
  }

  private Optional<Credentials> unfinished(CredentialsFile file) throws EnrolmentFailure {
    Content content = file.pendingContent();
    if (content instanceof Content.Nothing) {
      return Optional.empty();
    }
    if (content instanceof Content.Held held && held.credentials().url().equals(server.url())) {
      return Optional.of(held.credentials());
    }
    throw new FileInTheWay(
        file.pendingPath(),
        "is not an unfinished enrolment with "
            + server.url()
            + "; finish the one it belongs to, or delete it");
  }

  private EnrolmentReport enrolHeld(
      EnrolmentRequest request, CredentialsFile file, Options options, Credentials held)
      throws EnrolmentFailure {
    Standing standing = server.enrol(loginHeld(file, held), request);
    Credentials wanted = options.withPapiUrl() ? held.withPapiUrl() : held;
    boolean changed = !wanted.equals(held);
    if (changed) {
      file.stage(wanted);
    }
    return new EnrolmentReport(
        server.url(),
        standing,
        held.watcher().login(),
        false,
        file.path(),
        changed,
        changed ? file.adoptStaged() : Optional.empty());
  }

  private Token loginHeld(CredentialsFile file, Credentials held) throws EnrolmentFailure {
    try {
      return server.login(held.watcher());
    } catch (ServerRefused refused) {
      throw new ServerRefused(
          refused.getMessage()
              + "; "
              + file.path()
              + " is unchanged, --force replaces it with a new machine and keeps a copy as .bak",
          refused.status());
    }
  }

  private EnrolmentReport enrolAnother(
      EnrolmentRequest request,
      CredentialsFile file,
      Options options,
      Optional<Credentials> unfinished)
      throws EnrolmentFailure {
    Optional<Session> resumed =
        unfinished.isPresent() ? resume(unfinished.get().watcher()) : Optional.empty();
    Session session = resumed.isPresent() ? resumed.get() : registerAndLogIn();
    Credentials plain = new Credentials(server.url(), session.watcher(), Optional.empty());
    file.stage(options.withPapiUrl() ? plain.withPapiUrl() : plain);
    Standing standing = enrolStaged(session, request, file, resumed.isPresent());
    return new EnrolmentReport(
        server.url(),
        standing,
        session.watcher().login(),
        resumed.isEmpty(),
        file.path(),
        true,
        file.adoptStaged());
  }

  private Standing enrolStaged(
      Session session, EnrolmentRequest request, CredentialsFile file, boolean resumed)
      throws EnrolmentFailure {
    try {
      return server.enrol(session.token(), request);
    } catch (ServerRefused refused) {
      // A resumed machine may have been enrolled by the run whose answer was lost (a key for one
      // use would then be refused now), so its password is not thrown away.
      if (!resumed) {
        file.dropStaged();
      }
      throw refused;
    } catch (NoUsableAnswer lost) {
      throw new NoUsableAnswer(
          lost.getMessage()
              + "; run the same command again, it goes on with the machine kept in "
              + file.pendingPath(),
          lost);
    }
  }

  /** A machine the server no longer knows cannot be enrolled there, so it is given up. */
  private Optional<Session> resume(Watcher watcher) throws EnrolmentFailure {
    try {
      return Optional.of(new Session(watcher, server.login(watcher)));
    } catch (ServerRefused refused) {
      if (refused.status() == 401) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Session registerAndLogIn() throws EnrolmentFailure {
    Watcher watcher = Watcher.fresh(random);
    if (server.register(watcher) == Registered.LOGIN_TAKEN) {
      watcher = Watcher.fresh(random);
      if (server.register(watcher) == Registered.LOGIN_TAKEN) {
        throw new NoUsableAnswer(
            server.url() + " says of two fresh machines that they are already registered");
      }
    }
    return new Session(watcher, server.login(watcher));
  }

  private record Session(Watcher watcher, Token token) {}
}
