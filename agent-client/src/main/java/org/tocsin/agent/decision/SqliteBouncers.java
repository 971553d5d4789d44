package org.tocsin.agent.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The bouncers that have a key here. Keys are kept as digests: they are drawn, never chosen. */
public final class SqliteBouncers {
  private final SqliteStore store;

  public SqliteBouncers(SqliteStore store) {
    this.store = store;
  }

  /** Registers a bouncer; false if the name is taken. */
  public boolean add(String name, String key, Instant now) {
    return store.change(
            "INSERT OR IGNORE INTO bouncer (name, key_hash, created_at, address, client, pulled_at,"
                + " told) VALUES (?, ?, ?, '', '', 0, '')",
            name,
            digest(key),
            now.toEpochMilli())
        > 0;
  }

  public boolean delete(String name) {
    return store.change("DELETE FROM bouncer WHERE name = ?", name) > 0;
  }

  public List<Bouncer> all() {
    return store.rows(
        "SELECT name, created_at, address, client, pulled_at FROM bouncer ORDER BY name",
        row ->
            new Bouncer(
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("address"),
                row.getString("client"),
                Optional.of(row.getLong("pulled_at"))
                    .filter(at -> at > 0)
                    .map(Instant::ofEpochMilli)));
  }

  /** A bouncer, the digest of its key, and what it was told so far. */
  record Keyed(String name, String digest, String told) {}

  List<Keyed> keyed() {
    return store.rows(
        "SELECT name, key_hash, told FROM bouncer",
        row -> new Keyed(row.getString("name"), row.getString("key_hash"), row.getString("told")));
  }

  /** Writes down what a bouncer was told and when it came. */
  void came(String name, String told, BouncerDesk.Visit visit) {
    store.change(
        "UPDATE bouncer SET told = ?, pulled_at = ?, address = ?, client = ? WHERE name = ?",
        told,
        visit.at().toEpochMilli(),
        visit.address(),
        visit.client(),
        name);
  }

  static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
