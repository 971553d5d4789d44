package org.tocsin.release;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11KeyId;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.PKCS11Token;
import org.xipki.pkcs11.wrapper.Slot;
import org.xipki.pkcs11.wrapper.Token;
import org.xipki.pkcs11.wrapper.TokenException;

/**
 * A key in a device or a token that signs and never shows it, named by a PKCS #11 URI (RFC 7512):
 * {@code pkcs11:token=NAME;object=LABEL?module-path=LIBRARY&pin-source=file:FILE}. Java's own
 * provider for such devices has no Ed25519.
 */
final class Pkcs11Key {

  static final String SCHEME = "pkcs11:";

  private static final int RAW = 32;
  private static final String FILE = "file:";

  private final PKCS11Token token;
  private final PKCS11KeyId key;

  private Pkcs11Key(PKCS11Token token, PKCS11KeyId key) {
    this.token = token;
    this.key = key;
  }

  /**
   * Opens a key.
   *
   * @throws IllegalArgumentException if there is no such key, saying what is missing
   */
  static SigningKey open(String uri) {
    Map<String, String> parts = parts(uri);
    try {
      PKCS11Module module = module(part(parts, "module-path"));
      PKCS11Token token =
          new PKCS11Token(find(module, part(parts, "token")), true, pin(part(parts, "pin-source")));
      String label = part(parts, "object");
      Optional<PKCS11KeyId> secret =
          Optional.ofNullable(
              token.getKeyId(
                  AttributeVector.newPrivateKey(PKCS11Constants.CKK_EC_EDWARDS).label(label)));
      long[] open =
          token.findObjects(
              AttributeVector.newPublicKey(PKCS11Constants.CKK_EC_EDWARDS).label(label), 1);
      if (secret.isEmpty() || open.length == 0) {
        throw new IllegalArgumentException(
            "the token has no Ed25519 key pair with the label " + label);
      }
      byte[] point = token.getAttrValues(open[0], PKCS11Constants.CKA_EC_POINT).ecPoint();
      return SigningKey.elsewhere(
          new Pkcs11Key(token, secret.get())::sign,
          Arrays.copyOfRange(point, point.length - RAW, point.length));
    } catch (TokenException | IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key in the PKCS #11 token cannot be used: " + e.getMessage(), e);
    }
  }

  private byte[] sign(byte[] message) {
    try {
      return token.sign(new Mechanism(PKCS11Constants.CKM_EDDSA), key.getHandle(), message);
    } catch (TokenException e) {
      throw new IllegalStateException("the PKCS #11 token did not sign", e);
    }
  }

  private static PKCS11Module module(String library) throws IOException, TokenException {
    PKCS11Module module = PKCS11Module.getInstance(library);
    try {
      module.initialize();
    } catch (PKCS11Exception e) {
      if (e.getErrorCode() != PKCS11Constants.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        throw e;
      }
    }
    return module;
  }

  private static Token find(PKCS11Module module, String label) throws TokenException {
    for (Slot slot : module.getSlotList(true)) {
      Token token = slot.getToken();
      if (token.getTokenInfo().getLabel().strip().equals(label)) {
        return token;
      }
    }
    throw new IllegalArgumentException("there is no PKCS #11 token called " + label);
  }

  private static char[] pin(String source) throws IOException {
    if (!source.startsWith(FILE)) {
      throw new IllegalArgumentException("pin-source of a PKCS #11 URI has to be file:PATH");
    }
    return Files.readString(Path.of(source.substring(FILE.length())).toAbsolutePath())
        .strip()
        .toCharArray();
  }

  private static Map<String, String> parts(String uri) {
    Map<String, String> parts = new HashMap<>();
    for (String part : uri.substring(SCHEME.length()).split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        // A plus sign is a plus sign here.
        String value = part.substring(equals + 1).replace("+", "%2B");
        parts.put(part.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  private static String part(Map<String, String> parts, String name) {
    return Optional.ofNullable(parts.get(name))
        .orElseThrow(() -> new IllegalArgumentException("a PKCS #11 URI lacks " + name));
  }
}
