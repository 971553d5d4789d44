package org.tocsin.notification;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.sealing.Secret;

/**
 * A message as JSON, signed as the Standard Webhooks specification says: HMAC-SHA256 over id,
 * instant and body, so that nobody can make one up, change one or send an old one again.
 */
final class WebhookBody {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private WebhookBody() {}

  static HttpCarrier.Post post(WebTarget url, Secret key, Message message, Instant now) {
    String body =
        new JsonObject()
            .put("id", message.id())
            .put("event", message.event())
            .put("subject", message.subject())
            .put("title", message.title())
            .put("text", message.text())
            .put("url", message.link())
            .put("at", message.at().toString())
            .encode();
    String seconds = Long.toString(now.getEpochSecond());
    String signed = message.id() + "." + seconds + "." + body;
    return new HttpCarrier.Post(
        url,
        Map.of(
            "Content-Type",
            "application/json",
            "User-Agent",
            "tocsin",
            "webhook-id",
            message.id(),
            "webhook-timestamp",
            seconds,
            "webhook-signature",
            "v1," + Base64.getEncoder().encodeToString(mac(bytes(key), signed))),
        body);
  }

  /** A key is its own text, or what stands behind the prefix of the specification. */
  private static byte[] bytes(Secret key) {
    return decoded(key).orElseGet(() -> key.text().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> decoded(Secret key) {
    if (!key.text().startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(key.text().substring(PREFIX.length()));
      return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
