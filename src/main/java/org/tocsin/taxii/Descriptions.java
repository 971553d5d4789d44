package org.tocsin.taxii;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What the server says of itself. */
final class Descriptions {

  /** What is served. */
  static final String MEDIA_TYPE = "application/taxii+json;version=2.1";

  /** What the objects are. */
  static final String STIX_TYPE = "application/stix+json;version=2.1";

  /** The version of STIX that all objects follow. */
  static final String STIX = "2.1";

  /** Where discovery is. */
  static final String DISCOVERY = "/taxii2";

  /** Where the one API root is. */
  static final String ROOT = DISCOVERY + "/api";

  /** Another name of the collection, the same after the database was restored. */
  static final String ALIAS = "blocklist";

  /** Nothing may be sent here, so that nothing is ever as long. */
  private static final int LONGEST_CONTENT = 1 << 20;

  private Descriptions() {}

  static JsonObject discovery() {
    // Relative, so that it is right behind every proxy.
    return new JsonObject()
        .put("title", "Tocsin")
        .put("description", "Addresses listed by Tocsin, as STIX indicators")
        .put("default", ROOT + "/")
        .put("api_roots", new JsonArray().add(ROOT + "/"));
  }

  static JsonObject root() {
    return new JsonObject()
        .put("title", "Tocsin")
        .put("description", "One collection that is only read")
        .put("versions", new JsonArray().add(MEDIA_TYPE))
        .put("max_content_length", LONGEST_CONTENT);
  }

  static JsonObject collections(UUID session) {
    return new JsonObject().put("collections", new JsonArray().add(collection(session)));
  }

  /** A session is a random identifier already, and another one is another collection. */
  static JsonObject collection(UUID session) {
    return new JsonObject()
        .put("id", session.toString())
        .put("title", "Tocsin's list")
        .put(
            "description",
            "An indicator for each listed address. When it leaves, its indicator is revoked.")
        .put("alias", ALIAS)
        .put("can_read", true)
        .put("can_write", false)
        .put("media_types", new JsonArray().add(STIX_TYPE));
  }

  static boolean isCollection(String name, UUID session) {
    return name.equalsIgnoreCase(session.toString()) || name.equals(ALIAS);
  }

  static JsonObject error(int status, String title, String description) {
    return new JsonObject()
        .put("title", title)
        .put("description", description)
        .put("http_status", Integer.toString(status));
  }
}
