package org.tocsin.capi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Golden texts of the wire with their meaning, in files that every build of this project reads. */
final class Vectors {

  record Case(String text, String value) {}

  private Vectors() {}

  static Stream<Case> read(String file) {
    try (InputStream json = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      List<Case> cases =
          new ObjectMapper().readValue(Objects.requireNonNull(json), new TypeReference<>() {});
      return cases.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
