package org.tocsin.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.account.Role;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;

/** Whoever looks at a page. */
@RequestScoped
class Visitor {

  private static final String OVERVIEW = "/console/";
  private static final String FLEET = "/console/organisations";

  /** What everybody sees who sees more than one organisation. */
  private static final List<Frame.Room> ROOMS =
      List.of(
          new Frame.Room("Overview", OVERVIEW, "o"),
          new Frame.Room("Review", "/console/reviews", "q"),
          new Frame.Room("Addresses", "/console/addresses", "a"),
          new Frame.Room("Fleet", FLEET, "f"),
          new Frame.Room("Releases", "/console/releases", "l"),
          new Frame.Room("Rules", "/console/rules", "e"),
          new Frame.Room("Notifications", "/console/notification-channels", "n"),
          new Frame.Room("Operators", "/console/operators", "w"),
          new Frame.Room("Audit", "/console/audit", "g"));

  private static final List<String> ADMINISTRATORS_ONLY = List.of("Notifications", "Operators");

  private final SecurityIdentity identity;

  Visitor(SecurityIdentity identity) {
    this.identity = identity;
  }

  String name() {
    return identity.getPrincipal().getName();
  }

  long operator() {
    return identity.<Long>getAttribute(SessionAuthentication.OPERATOR);
  }

  /** Returns the number of this visitor's session. */
  long session() {
    return identity.<Long>getAttribute(SessionAuthentication.SESSION);
  }

  /** Returns the one organisation that a member looks after. */
  Optional<Long> organisation() {
    @Nullable Long organisation = identity.getAttribute(SessionAuthentication.ORGANISATION);
    return Optional.ofNullable(organisation);
  }

  boolean decides() {
    return identity.hasRole(Role.CURATOR_NAME);
  }

  boolean administers() {
    return identity.hasRole(Role.ADMINISTRATOR_NAME);
  }

  /**
   * Returns whether this visitor may look at an organisation: who may not is told there is none.
   */
  boolean sees(long organisation) {
    return organisation > 0
        && (identity.hasRole(Role.VIEWER_NAME)
            || organisation().filter(own -> own == organisation).isPresent());
  }

  /** Returns where this visitor begins. */
  String home() {
    return home(organisation());
  }

  static String home(Optional<Long> organisation) {
    return organisation.map(own -> FLEET + "/" + own).orElse(OVERVIEW);
  }

  /**
   * Returns whether this visitor may hand out keys of an organisation: administrators, and whoever
   * sees it as its member.
   */
  boolean looksAfter(long organisation) {
    return administers() || (sees(organisation) && !identity.hasRole(Role.VIEWER_NAME));
  }

  /** Reads a form of this visitor's session. */
  Form form(byte[] body) {
    return Form.of(body, csrf());
  }

  /** Reads a form of this visitor's session that may be larger than others are. */
  Form form(byte[] body, int largest) {
    return Form.of(body, csrf(), largest);
  }

  private String csrf() {
    return identity.getAttribute(SessionAuthentication.CSRF);
  }

  private List<Frame.Room> rooms() {
    return organisation()
        .map(own -> List.of(new Frame.Room("Fleet", home(), "f")))
        .orElseGet(
            () ->
                ROOMS.stream()
                    .filter(room -> administers() || !ADMINISTRATORS_ONLY.contains(room.name()))
                    .toList());
  }

  Frame frame(String title, String path, Optional<String> said) {
    return new Frame(title, path, rooms(), Optional.of(name()), csrf(), said);
  }
}
