package org.tocsin.notification;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.tocsin.sealing.Seal;
import org.tocsin.sealing.Secret;

/** Where channels lead, from the columns {@code kind}, {@code target} and {@code secret}. */
final class PostgresDestinations {

  private PostgresDestinations() {}

  /** What was accepted when the channel was made; whether it may be sent to is seen then. */
  static WebTarget web(String target) {
    return new WebTarget(URI.create(target));
  }

  /** Returns where a channel leads, empty if its secret cannot be read. */
  static Optional<Destination> destination(ResultSet row, Seal seal) throws SQLException {
    String kind = row.getString("kind");
    String target = row.getString("target");
    Optional<byte[]> closed = Optional.ofNullable(row.getBytes("secret"));
    Optional<Secret> secret = closed.flatMap(seal::open);
    if (kind.equals(Destination.Email.KIND)) {
      return Optional.of(new Destination.Email(new MailAddress(target)));
    }
    if (closed.isPresent() && secret.isEmpty()) {
      return Optional.empty();
    }
    return kind.equals(Destination.Ntfy.KIND)
        ? Optional.of(new Destination.Ntfy(web(target), secret))
        : secret.map(key -> new Destination.Webhook(web(target), key));
  }
}
