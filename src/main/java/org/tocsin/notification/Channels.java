package org.tocsin.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways to tell operators. Every method joins the caller's transaction. */
public interface Channels {

  /** More than anybody looks at. */
  int MOST = 50;

  /** What came of making a channel. */
  sealed interface Creation {
    /** It is there. */
    record Made(Channel channel) implements Creation {}

    /** There is one of this name. */
    record NameTaken() implements Creation {}

    /** There are as many as there may be. */
    record TooMany() implements Creation {}
  }

  /** Makes a channel. It is told of what happens from now on. */
  Creation create(String name, Destination destination, Set<Event> events, Instant now);

  /** Returns channels in order, those behind the one of this number. */
  List<Channel> list(long after, int limit);

  /** Returns a channel. */
  Optional<Channel> find(long id);

  /** Deletes a channel and what waits for it; returns whether there was one. */
  boolean delete(long id);
}
