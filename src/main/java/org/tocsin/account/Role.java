package org.tocsin.account;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator may do; each role includes the ones after it. */
public enum Role {
  /** Manages organisations, keys, agents and operators. */
  ADMINISTRATOR,
  /** Decides about addresses. */
  CURATOR,
  /** Looks at everything but secrets. */
  VIEWER,
  /** Looks after its own organisation in the console, and sees no other. */
  MEMBER;

  public static final String ADMINISTRATOR_NAME = "administrator";
  public static final String CURATOR_NAME = "curator";
  public static final String VIEWER_NAME = "viewer";
  public static final String MEMBER_NAME = "member";
  public static final List<String> NAMES =
      List.of(ADMINISTRATOR_NAME, CURATOR_NAME, VIEWER_NAME, MEMBER_NAME);

  /** Returns the role's name as it is written everywhere. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Returns the names of this role and of all it includes. */
  public Set<String> included() {
    return EnumSet.range(this, MEMBER).stream()
        .map(Role::text)
        .collect(Collectors.toUnmodifiableSet());
  }
}
