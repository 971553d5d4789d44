package org.tocsin.agent.community;

import java.nio.file.Path;

/**
 * Why an enrolment did not come about. The message is one line for the person who asked, free of
 * secrets and of control characters.
 */
public abstract sealed class EnrolmentFailure extends Exception {
  private EnrolmentFailure(String message) {
    super(message);
  }

  private EnrolmentFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file is there already that must not be replaced unasked; nothing was done. */
  public static final class FileInTheWay extends EnrolmentFailure {
    FileInTheWay(Path file, String why) {
      super(file + " " + why);
    }
  }

  /** The place for the credentials cannot be used at all; nothing was done. */
  public static final class FileUnusable extends EnrolmentFailure {
    FileUnusable(Path file, String why) {
      super(file + ": " + why);
    }
  }

  /** The credentials could not be stored although the place looked usable. */
  public static final class CredentialsNotStored extends EnrolmentFailure {
    CredentialsNotStored(Path file, Throwable cause) {
      super("cannot store credentials in " + file + ": " + Words.of(cause), cause);
    }
  }

  /** The server understood and said no, so nothing changed there. */
  public static final class ServerRefused extends EnrolmentFailure {
    private final int status;

    ServerRefused(String message, int status) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** No answer that can be relied upon, so what the server did is not known. */
  public static final class NoUsableAnswer extends EnrolmentFailure {
    NoUsableAnswer(String message) {
      super(message);
    }

    NoUsableAnswer(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
