package org.tocsin.agent.community;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.verification.LogMemory;

/**
 * The one file that says which list is held: replacing it is what adopts a list.
 *
 * @param server the server the list is of
 * @param version of the list as this agent counts, over restarts
 * @param tag the entity tag of the head, empty for none
 * @param head the signed head, in base64
 * @param snapshot the name of the file to begin with
 * @param snapshotBytes how long that is
 * @param deltas the names of the files that go on from there, in order
 * @param deltaBytes how long they are together
 * @param log what is remembered of the transparency log
 */
record Manifest(
    String server,
    long version,
    String tag,
    String head,
    String snapshot,
    long snapshotBytes,
    List<String> deltas,
    long deltaBytes,
    @Nullable LogMemory log) {
  static final String FILE = "list.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Pattern NAME = Pattern.compile("(snapshot|delta)-[0-9a-f]{64}\\.txt");

  static Manifest read(byte[] json) throws IOException {
    Manifest read = JSON.readValue(json, Manifest.class);
    if (read == null || !read.isWhole()) {
      throw new IOException(FILE + " lacks something");
    }
    return read;
  }

  // Jackson fills what is missing with null, whatever the annotations say.
  @SuppressWarnings("ConstantValue")
  private boolean isWhole() {
    return Optional.ofNullable(server).isPresent()
        && Optional.ofNullable(head).isPresent()
        && Optional.ofNullable(tag).isPresent()
        && Optional.ofNullable(deltas).isPresent()
        && Optional.ofNullable(snapshot).isPresent()
        && NAME.matcher(snapshot).matches()
        && deltas.stream().allMatch(name -> NAME.matcher(name).matches());
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  boolean names(String file) {
    return file.equals(snapshot) || deltas.contains(file);
  }
}
