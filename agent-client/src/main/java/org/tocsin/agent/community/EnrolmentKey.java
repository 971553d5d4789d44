package org.tocsin.agent.community;

import java.util.regex.Pattern;

/** The key an operator hands out so that machines may join; letters and digits only. */
public record EnrolmentKey(String text) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9]+");

  public EnrolmentKey {
    if (!ALLOWED.matcher(text).matches()) {
      throw new IllegalArgumentException("an enrolment key has letters A-Z, a-z and digits only");
    }
  }

  @Override
  public String toString() {
    return "EnrolmentKey[hidden]";
  }
}
