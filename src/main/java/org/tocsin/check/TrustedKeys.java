package org.tocsin.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys whose signatures are believed. Whoever made a release must not be who names them. */
public final class TrustedKeys {

  private static final int MOST = 64;

  private final List<TrustedKey> keys;

  private TrustedKeys(List<TrustedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a JWK set. Keys of other kinds are passed over.
   *
   * @throws IllegalArgumentException if it is none, has no Ed25519 key, or one is not called by its
   *     thumbprint
   */
  public static TrustedKeys parse(byte[] jwks) {
    try {
      List<TrustedKey> keys = new ArrayList<>();
      for (Fields jwk : Fields.read(jwks, "the key set").objects("keys", MOST)) {
        if (jwk.text("kty").equals("OKP") && jwk.text("crv").equals("Ed25519")) {
          keys.add(key(jwk));
        }
      }
      if (keys.isEmpty()) {
        throw new Wrong("the key set has no Ed25519 key");
      }
      return new TrustedKeys(keys);
    } catch (Wrong e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  private static TrustedKey key(Fields jwk) throws Wrong {
    String kid = jwk.text("kid");
    String x = jwk.text("x");
    byte[] raw =
        Bytes.fromBase64Url(x)
            .orElseThrow(() -> new Wrong("the key " + Quoted.of(kid) + " is no base64url"));
    TrustedKey key = new TrustedKey(raw);
    if (!key.id().equals(kid)) {
      throw new Wrong("the key " + Quoted.of(kid) + " must be called " + key.id());
    }
    if (!jwk.textIfThere("use").matches("|sig") || !jwk.textIfThere("alg").matches("|EdDSA")) {
      throw new Wrong("the key " + kid + " is not for signatures by EdDSA");
    }
    return key;
  }

  static TrustedKeys of(List<TrustedKey> keys) {
    return new TrustedKeys(keys);
  }

  /** Returns them as a JWK set. */
  String jwks() {
    return keys.stream()
        .map(
            key ->
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\""
                    + key.id()
                    + "\",\"x\":\""
                    + key.x()
                    + "\"}")
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  List<TrustedKey> all() {
    return keys;
  }

  Optional<TrustedKey> called(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
