package org.tocsin.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An OpenID provider on this machine, which says of whoever signs in what a test wants. */
public final class FakeProvider implements QuarkusTestResourceLifecycleManager {

  static final String CLIENT = "tocsin";
  private static final String SECRET = "quite secret";
  private static final Map<String, Code> CODES = new ConcurrentHashMap<>();
  private static final FakeKeys KEYS = new FakeKeys();
  private static volatile String issuer = "";

  /** What a code is good for. */
  private record Code(JWTClaimsSet claims, String challenge, RSAKey key) {}

  private HttpServer server = none();

  private static HttpServer none() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keys of the provider, and of somebody else. */
  private static final class FakeKeys {
    private final RSAKey own = key();
    private final RSAKey foreign = key();

    private static RSAKey key() {
      try {
        return new RSAKeyGenerator(2048).keyID("one").generate();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static String issuer() {
    return issuer;
  }

  /** Somebody signed in there: returns the code for a challenge. */
  static void signedIn(String code, JWTClaimsSet claims, String challenge) {
    CODES.put(code, new Code(claims, challenge, KEYS.own));
  }

  /** The same, by somebody who has another key of the same name. */
  static void forged(String code, JWTClaimsSet claims, String challenge) {
    CODES.put(code, new Code(claims, challenge, KEYS.foreign));
  }

  @Override
  public Map<String, String> start() {
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, 200, description()));
    server.createContext(
        "/jwks", exchange -> answer(exchange, 200, new JWKSet(KEYS.own).toString(true)));
    server.createContext("/token", FakeProvider::token);
    server.start();
    try {
      Path secret = Files.createTempFile("oidc", ".secret");
      Files.writeString(secret, SECRET + "\n");
      secret.toFile().deleteOnExit();
      return Map.of(
          "tocsin.oidc.issuer",
          issuer,
          "tocsin.oidc.client-id",
          CLIENT,
          "tocsin.oidc.client-secret-file",
          secret.toString(),
          "tocsin.oidc.name",
          "Example <Works>",
          "tocsin.oidc.administrators",
          "tocsin-admins",
          "tocsin.oidc.viewers",
          "staff");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String description() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/jwks","response_types_supported":["code"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
        """
        .formatted(issuer);
  }

  private static void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        Stream.of(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .split("&"))
            .map(part -> part.split("=", 2))
            .collect(
                Collectors.toMap(
                    part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (CLIENT + ":" + SECRET.replace(" ", "+")).getBytes(StandardCharsets.UTF_8));
    Code code = CODES.remove(form.getOrDefault("code", ""));
    if (code == null
        || !expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    answer(
        exchange,
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + sign(code) + "\"}");
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(Code code) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), code.claims());
      token.sign(new RSASSASigner(code.key()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
