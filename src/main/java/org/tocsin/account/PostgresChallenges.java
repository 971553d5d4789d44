package org.tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.enrolment.SecretText;
import org.tocsin.sealing.Secret;

/** Challenges that are kept by who is challenged; PostgreSQL knows which are used. */
@ApplicationScoped
final class PostgresChallenges implements Challenges {

  private static final int LONGEST = 8 << 10;
  private static final int PARTS = 4;
  private static final String USE_UP =
      "insert into used_challenge (hash, expires_at) values (?, ?) on conflict do nothing";

  /** Whoever cleans up at the same time cleans up something else. */
  private static final String FORGET =
      """
      delete from used_challenge where hash in (
        select hash from used_challenge where expires_at <= ? limit 100 for update skip locked)
      """;

  /** The bytes in hex, since one and the same may be spelled in several ways in base64. */
  private record Opened(String sealed, Instant expires, String content) {}

  private final DataSource dataSource;
  private final AccountSeal seal;
  private final SecureRandom random;

  PostgresChallenges(DataSource dataSource, AccountSeal seal, SecureRandom random) {
    this.dataSource = dataSource;
    this.seal = seal;
    this.random = random;
  }

  @Override
  public String issue(String purpose, String content, Duration lasts, Instant now) {
    String text =
        String.join(
            "\n",
            purpose,
            Long.toString(now.plus(lasts).toEpochMilli()),
            SecretText.generate(random),
            content);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(seal.seal().close(new Secret(text)));
  }

  @Override
  public Optional<String> open(String purpose, String sealed, Instant now) {
    return read(purpose, sealed, now)
        .filter(opened -> !isUsed(opened.sealed()))
        .map(Opened::content);
  }

  private Optional<Opened> read(String purpose, String sealed, Instant now) {
    return decode(sealed)
        .flatMap(
            bytes ->
                seal.seal()
                    .open(bytes)
                    .map(secret -> secret.text().split("\n", PARTS))
                    .filter(parts -> parts.length == PARTS && parts[0].equals(purpose))
                    .map(
                        parts ->
                            new Opened(
                                HexFormat.of().formatHex(bytes),
                                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                                parts[3])))
        .filter(opened -> opened.expires().isAfter(now));
  }

  private static Optional<byte[]> decode(String sealed) {
    try {
      return sealed.length() > LONGEST
          ? Optional.empty()
          : Optional.of(Base64.getUrlDecoder().decode(sealed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isUsed(String sealed) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select 1 from used_challenge where hash = ?")) {
      select.setBytes(1, SecretText.hash(sealed));
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean useUp(String purpose, String sealed, Instant now) {
    return read(purpose, sealed, now).filter(opened -> useUp(opened, now)).isPresent();
  }

  private boolean useUp(Opened opened, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement forget = connection.prepareStatement(FORGET);
        PreparedStatement insert = connection.prepareStatement(USE_UP)) {
      forget.setTimestamp(1, Timestamp.from(now));
      forget.executeUpdate();
      insert.setBytes(1, SecretText.hash(opened.sealed()));
      insert.setTimestamp(2, Timestamp.from(opened.expires()));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("a challenge could not be looked up or used", cause);
  }
}
