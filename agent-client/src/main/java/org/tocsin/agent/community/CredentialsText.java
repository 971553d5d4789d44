package org.tocsin.agent.community;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The YAML of a credentials file. Engines read it strictly, so it is written with the keys they
 * know and no other; {@code papi_url} only when asked for, as engines before 1.5 refuse to start
 * with it.
 */
final class CredentialsText {
  private CredentialsText() {}

  /** What was found in a file. */
  sealed interface Content {
    /** No file, an empty one, or comments only. */
    record Nothing() implements Content {}

    /** Complete credentials. */
    record Held(Credentials credentials) implements Content {}

    /** Something else; why says what, without quoting it, since it may hold a password. */
    record Other(String why) implements Content {}
  }

  static String write(Credentials credentials) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", credentials.url().toString());
    fields.put("login", credentials.watcher().login());
    fields.put("password", credentials.watcher().password());
    credentials.papiUrl().ifPresent(papi -> fields.put("papi_url", papi));
    DumpSettings oneLinePerField =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .build();
    return new Dump(oneLinePerField).dumpToString(fields);
  }

  // Every scalar stays text, as it does for engines: a password of digits is still a password.
  static Content read(byte[] bytes) {
    LoadSettings asText =
        LoadSettings.builder().setSchema(new FailsafeSchema()).setLabel("credentials").build();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Iterable<?> documents = new Load(asText).loadAllFromString(text);
      List<Object> found = new ArrayList<>();
      documents.forEach(found::add);
      return content(found);
    } catch (CharacterCodingException e) {
      return new Content.Other("is not UTF-8 text");
    } catch (YamlEngineException e) {
      return new Content.Other("is not valid YAML");
    }
  }

  private static Content content(List<?> documents) {
    if (documents.isEmpty()) {
      return new Content.Nothing();
    }
    if (documents.size() > 1 || !(documents.get(0) instanceof Map<?, ?> fields)) {
      return new Content.Other("does not hold credentials");
    }
    Optional<String> url = text(fields, "url");
    Optional<String> login = text(fields, "login");
    Optional<String> password = text(fields, "password");
    if (url.isEmpty() || login.isEmpty() || password.isEmpty()) {
      return new Content.Other("lacks url, login or password");
    }
    try {
      return new Content.Held(
          new Credentials(
              ServerUrl.parse(url.get()),
              new Watcher(login.get(), password.get()),
              text(fields, "papi_url")));
    } catch (IllegalArgumentException e) {
      return new Content.Other("holds a url that is no http or https address");
    }
  }

  private static Optional<String> text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }
}
