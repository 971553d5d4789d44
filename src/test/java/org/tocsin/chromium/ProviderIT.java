package org.tocsin.chromium;

import com.microsoft.playwright.Route;
import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tocsin.console.FakeProvider;

/** Signing in at a provider, whose page has one link: back here. */
@QuarkusTest
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
final class ProviderIT extends InChromium {

  @Test
  void whoHasAGroupComesIn() {
    try (Window window = window()) {
      window.page().route(FakeProvider.issuer() + "/authorize*", this::allow);
      window.go("/console/sign-in").picture("sign-in-provider");
      window.link("Sign in with Example <Works>").click();
      window.link("Allow").click();
      window.at("Overview").says("staff of the day");
    }
  }

  private void allow(Route route) {
    Map<String, String> asked =
        Stream.of(URI.create(route.request().url()).getRawQuery().split("&"))
            .map(part -> part.split("=", 2))
            .collect(
                Collectors.toMap(
                    part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    String code = UUID.randomUUID().toString();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(FakeProvider.issuer())
            .subject(code)
            .audience(FakeProvider.CLIENT)
            .claim("nonce", asked.getOrDefault("nonce", ""))
            .claim("preferred_username", "staff of the day")
            .claim("groups", List.of("staff"))
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plusSeconds(300)))
            .build();
    FakeProvider.signedIn(code, claims, asked.getOrDefault("code_challenge", ""));
    String back =
        asked.getOrDefault("redirect_uri", "")
            + "?code="
            + code
            + "&state="
            + asked.getOrDefault("state", "");
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("text/html")
            .setBody("<a href='" + back.replace("&", "&amp;") + "'>Allow</a>"));
  }
}
