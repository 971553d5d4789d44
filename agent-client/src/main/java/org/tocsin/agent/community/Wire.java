package org.tocsin.agent.community;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON bodies of registration, login and enrolment, field for field as they travel. They hold
 * secrets in the open, so they are made for one call and neither kept nor printed.
 */
final class Wire {
  private Wire() {}

  record Registration(@JsonProperty("machine_id") String machineId, String password) {}

  record Login(
      @JsonProperty("machine_id") String machineId, String password, List<String> scenarios) {}

  record LoggedIn(@Nullable String token) {}

  record Enrol(
      @JsonProperty("attachment_key") String attachmentKey,
      String name,
      List<String> tags,
      boolean overwrite) {}

  record Refusal(@Nullable String message) {}
}
