package org.tocsin.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;

/** Whoever looks at a page. */
@RequestScoped
class Visitor {

  private static final List<Frame.Room> ROOMS =
      List.of(
          new Frame.Room("Overview", "/console/", "o"),
          new Frame.Room("Review", "/console/reviews", "q"),
          new Frame.Room("Addresses", "/console/addresses", "a"),
          new Frame.Room("Fleet", "/console/organisations", "f"),
          new Frame.Room("Releases", "/console/releases", "l"),
          new Frame.Room("Rules", "/console/rules", "e"),
          new Frame.Room("Notifications", "/console/notification-channels", "n"),
          new Frame.Room("Operators", "/console/operators", "w"),
          new Frame.Room("Audit", "/console/audit", "g"));

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
    return organisation > 0 && identity.hasRole(Role.VIEWER_NAME);
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

  Frame frame(String title, String path, Optional<String> said) {
    return new Frame(title, path, ROOMS, Optional.of(name()), csrf(), said);
  }
}
