package org.tocsin.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.account.password.TestTotp;

/** Every way in. */
@QuarkusTest
final class SignInIT extends InChromium {

  private static final String PASSWORD = "a long enough password of mine";

  @Test
  void aLinkSignsInOnceAndSigningOutEndsIt() {
    String link = link(newName("viewer"), "viewer", Optional.empty());
    try (Window window = window()) {
      window.go(link).picture("sign-in-by-link").click("Sign in").at("Overview");
      window.click("Sign out everywhere").at("Sign in").picture("sign-in");
      window.go("/console/reviews").at("Sign in");
      window.go(link).click("Sign in").says("used already");
    }
  }

  @Test
  void aPasswordAndACodeSignIn() {
    String name = newName("curator");
    try (Window window = window()) {
      window.go(link(name, "curator", Optional.empty())).click("Sign in").at("Overview");
      window.link(name).click();
      window.fill("Password", PASSWORD).fill("The same again", PASSWORD).click("Go on");
      window.says("Let a program that makes codes").picture("second-factor");
      String secret = window.page().locator("dd code").first().innerText().replace(" ", "");
      window.fill("Code", TestTotp.code(secret, clock.instant())).click("Set the password");
      window.says("each of these works once").picture("recovery-codes");
      String recovery = window.page().locator(".codes li").first().innerText();
      window.link("I have kept them").click();
      window.picture("account").click("Sign out everywhere").at("Sign in");

      window.fill("Name", name).fill("Password", "not this one").fill("Code", "000000");
      window.click("Sign in").at("Sign in");
      assertThat(window.page().locator(".said").innerText()).isNotBlank();
      window.fill("Name", name).fill("Password", PASSWORD).fill("Code", recovery);
      window.click("Sign in").at("Overview");
    }
  }

  @Test
  void aPasskeySignsIn() {
    String name = newName("viewer");
    try (Window window = window()) {
      CDPSession device = window.page().context().newCDPSession(window.page());
      device.send("WebAuthn.enable");
      JsonObject options = new JsonObject();
      options.addProperty("protocol", "ctap2");
      options.addProperty("transport", "internal");
      options.addProperty("hasResidentKey", true);
      options.addProperty("hasUserVerification", true);
      options.addProperty("isUserVerified", true);
      JsonObject wanted = new JsonObject();
      wanted.add("options", options);
      device.send("WebAuthn.addVirtualAuthenticator", wanted);

      window.go(link(name, "viewer", Optional.empty())).click("Sign in").at("Overview");
      window.go("/console/account");
      window.page().locator("#passkey").fill("This laptop");
      window.click("Add").says("This laptop").picture("passkeys");
      window.click("Sign out everywhere").at("Sign in");
      window.click("Sign in with a passkey").at("Overview");
    }
  }

  @Test
  void operatorsAreMadeAndLookedAfter() {
    try (Window window = signedIn("administrator")) {
      window.press("w").at("Operators").picture("operators");
      window.page().locator("#name").fill(newName("made"));
      window.click("Make").says("shown").picture("new-operator");
    }
  }
}
