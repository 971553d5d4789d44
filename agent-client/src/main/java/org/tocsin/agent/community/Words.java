package org.tocsin.agent.community;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;

/** Turns what others wrote, servers and libraries alike, into one harmless line for a person. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  /** Server text is hostile until proven otherwise: no terminal sequences, no endless line. */
  static String cleaned(String foreign) {
    String plain =
        foreign
            .codePoints()
            .map(c -> isPrintable(c) ? c : ' ')
            .limit(LONGEST)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return plain.strip();
  }

  static String of(Throwable problem) {
    if (causes(problem).anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "host name not known";
    }
    if (problem instanceof ConnectException && problem.getMessage() == null) {
      return "connection refused";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return cleaned(file.getReason());
    }
    return causes(problem)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Words::cleaned)
        .orElse(problem.getClass().getSimpleName());
  }

  private static Stream<Throwable> causes(Throwable problem) {
    return Stream.iterate(problem, Objects::nonNull, Throwable::getCause).limit(10);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
