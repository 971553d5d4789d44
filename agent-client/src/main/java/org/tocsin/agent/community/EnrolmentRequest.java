package org.tocsin.agent.community;

import java.util.List;

/** What a machine says of itself when it joins an organisation. */
public record EnrolmentRequest(
    EnrolmentKey key, String name, List<String> tags, boolean overwrite) {
  public EnrolmentRequest {
    tags = List.copyOf(tags);
  }
}
