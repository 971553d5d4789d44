package org.tocsin.enrolment;

import java.util.List;
import java.util.Optional;

/**
 * What an agent asks for when it enrols.
 *
 * @param key the enrolment key in clear
 * @param name what the agent wants to be called
 * @param tags labels for the operator's eyes
 * @param overwrite whether an agent that is already enrolled moves, or takes the new name and tags
 */
public record EnrolmentRequest(
    String key, Optional<String> name, List<String> tags, boolean overwrite) {

  /** Copies the tags. */
  public EnrolmentRequest {
    tags = List.copyOf(tags);
  }
}
