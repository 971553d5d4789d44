package org.tocsin.taxii;

import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Optional;

/** Whether a client takes what is served. */
final class Accepted {

  private static final String ANY = "*";
  private static final String VERSION = "2.1";

  private Accepted() {}

  /** Returns whether one of these media types is served. Who names none takes anything. */
  static boolean isIn(List<MIMEHeader> accepted) {
    return accepted.isEmpty() || accepted.stream().anyMatch(Accepted::isServed);
  }

  private static boolean isServed(MIMEHeader type) {
    return type.weight() > 0
        && isAnyOr(type.component(), "application")
        && isAnyOr(type.subComponent(), "taxii+json")
        && Optional.ofNullable(type.parameter("version")).map(VERSION::equals).orElse(true);
  }

  private static boolean isAnyOr(String part, String served) {
    return part.equals(ANY) || part.equalsIgnoreCase(served);
  }
}
