package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.oidc.OidcSignIn;
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

  /**
   * What is shown.
   *
   * @param view what it offers
   * @param provider what people call the OpenID provider, if there is one
   */
  record Shown(View view, Optional<String> provider) {}

  private final OidcSignIn provider;
  private final Pages pages;

  SignInPage(OidcSignIn provider, Pages pages) {
    this.provider = provider;
    this.pages = pages;
  }

  Response answer(int status, View view, Optional<String> said) {
    Frame frame = new Frame("Sign in", SignInResource.PATH, List.of(), Optional.empty(), "", said);
    return pages.page(status, "console/signIn.jte", frame, new Shown(view, provider.name()));
  }

  /** Says why somebody does not come in. */
  Response refused(int status, String said) {
    return answer(status, new View("", ""), Optional.of(said));
  }
}
