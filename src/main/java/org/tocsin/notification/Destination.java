package org.tocsin.notification;

import java.util.Optional;
import org.tocsin.sealing.Secret;

/** Where a channel leads, with what is needed to get in. */
public sealed interface Destination {

  /** Returns the kind's name in requests and answers. */
  String kind();

  /** Returns where it leads, as it is kept. */
  String target();

  /** Returns where it leads, as it may be shown: paths of addresses like these are often secret. */
  String shown();

  /** Returns what nobody is shown. */
  Optional<Secret> secret();

  /** A program that takes JSON and checks who sent it. */
  record Webhook(WebTarget url, Secret key) implements Destination {
    /** Its name. */
    public static final String KIND = "webhook";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String target() {
      return url.text();
    }

    @Override
    public String shown() {
      return url.shown();
    }

    @Override
    public Optional<Secret> secret() {
      return Optional.of(key);
    }
  }

  /** A mailbox. */
  record Email(MailAddress address) implements Destination {
    /** Its name. */
    public static final String KIND = "email";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String target() {
      return address.text();
    }

    @Override
    public String shown() {
      return address.text();
    }

    @Override
    public Optional<Secret> secret() {
      return Optional.empty();
    }
  }

  /** A topic of an ntfy server. */
  record Ntfy(WebTarget url, Optional<Secret> token) implements Destination {
    /** Its name. */
    public static final String KIND = "ntfy";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String target() {
      return url.text();
    }

    @Override
    public String shown() {
      return url.shown();
    }

    @Override
    public Optional<Secret> secret() {
      return token;
    }
  }
}
