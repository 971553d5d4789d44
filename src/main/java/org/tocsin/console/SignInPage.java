package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;

/** The page that everybody sees who is not signed in. */
@ApplicationScoped
class SignInPage {

  /**
   * What it offers.
   *
   * @param link the secret of a link that works once, or nothing
   * @param name what was typed as name
   */
  record View(String link, String name) {}

  private final Pages pages;

  SignInPage(Pages pages) {
    this.pages = pages;
  }

  Response answer(int status, View view, Optional<String> said) {
    Frame frame = new Frame("Sign in", SignInResource.PATH, List.of(), Optional.empty(), "", said);
    return pages.page(status, "console/signIn.jte", frame, view);
  }

  /** Says why somebody does not come in. */
  Response refused(int status, String said) {
    return answer(status, new View("", ""), Optional.of(said));
  }
}
