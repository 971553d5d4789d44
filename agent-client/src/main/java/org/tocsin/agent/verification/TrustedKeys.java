package org.tocsin.agent.verification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The public Ed25519 keys that are believed, each known by its RFC 7638 thumbprint, which is worked
 * out here and never taken from whoever sent the key. One of them is enough for a signature.
 */
public final class TrustedKeys {
  private static final byte[] DER_BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  private final Map<String, String> keys;

  private TrustedKeys(Map<String, String> keys) {
    this.keys = new TreeMap<>(keys);
  }

  /** Reads a JWK set. Keys of other kinds are passed over; a set without one of ours is refused. */
  public static TrustedKeys read(byte[] jwkSet) throws ListRefused {
    Map<String, String> found = new TreeMap<>();
    if (jwkSet.length > Limits.KEYS) {
      throw new ListRefused(new Refusal.TooLarge("keys", jwkSet.length, Limits.KEYS));
    }
    Fields set = Fields.of("keys", jwkSet);
    for (Fields key : set.objects("keys", Limits.TRUSTED_KEYS)) {
      if (key.text("kty").equals("OKP") && key.text("crv").equals("Ed25519")) {
        String x = key.text("x");
        String thumbprint = thumbprint(key, x);
        if (!thumbprint.equals(key.text("kid"))) {
          throw key.malformed("kid", "is not the key's thumbprint " + thumbprint);
        }
        found.put(thumbprint, x);
      }
    }
    if (found.isEmpty()) {
      throw set.malformed("keys", "holds no Ed25519 key");
    }
    return new TrustedKeys(found);
  }

  /**
   * What is to be believed from now on, given a head that was verified with these keys and a set of
   * keys that anybody may have sent: exactly the keys that the head names, as far as they are known
   * or in the set. A head that names none is signed by one key, which is then the only one. A head
   * that would leave none changes nothing.
   */
  public TrustedKeys after(VerifiedHead head, TrustedKeys offered) {
    Map<String, String> next = new TreeMap<>(offered.keys);
    next.putAll(keys);
    next.keySet().retainAll(head.head().keys());
    return next.isEmpty() ? this : new TrustedKeys(next);
  }

  /** The thumbprints of the keys, sorted. */
  public Set<String> fingerprints() {
    return keys.keySet().stream().collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The keys as a JWK set, which {@link #read} reads. */
  public byte[] jwkSet() {
    return keys.entrySet().stream()
        .map(
            key ->
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"%s\"}"
                    .formatted(key.getKey(), key.getValue()))
        .collect(Collectors.joining(",\n  ", "{\"keys\":[\n  ", "]}\n"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the key of this thumbprint is trusted and made this signature. */
  boolean verify(String thumbprint, byte[] message, byte[] signature) {
    String x = keys.get(thumbprint);
    return x != null && verifies(Base64.getUrlDecoder().decode(x), message, signature);
  }

  /** Whether the trusted key of this C2SP note hash, for a name, made this signature. */
  boolean verifyNote(String name, byte[] keyHash, byte[] message, byte[] signature) {
    byte[] prefix = (name + "\n\u0001").getBytes(StandardCharsets.UTF_8);
    for (String x : keys.values()) {
      byte[] raw = Base64.getUrlDecoder().decode(x);
      byte[] hash = Sha256.of(prefix, raw);
      if (Arrays.equals(Arrays.copyOf(hash, keyHash.length), keyHash)
          && verifies(raw, message, signature)) {
        return true;
      }
    }
    return false;
  }

  private static boolean verifies(byte[] raw, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey(raw));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] der = Arrays.copyOf(DER_BEFORE_KEY, DER_BEFORE_KEY.length + raw.length);
    System.arraycopy(raw, 0, der, DER_BEFORE_KEY.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
  }

  private static String thumbprint(Fields key, String x) throws ListRefused {
    try {
      byte[] raw = Base64.getUrlDecoder().decode(x);
      if (raw.length != KEY_BYTES || !unpadded(raw).equals(x)) {
        throw key.malformed("x", "is no Ed25519 key in base64url");
      }
      publicKey(raw);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw key.malformed("x", "is no Ed25519 key in base64url");
    }
    String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    return unpadded(Sha256.of(members.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String unpadded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
