package org.tocsin.page;

import java.util.List;
import java.util.Optional;

/**
 * What stands around the content of a page.
 *
 * @param title what the page is about
 * @param path where it is, to mark the room one is in
 * @param rooms where else one can go
 * @param who who is signed in
 * @param csrf what forms of this page must send back, empty if it has none
 * @param said what came of what was done last
 */
public record Frame(
    String title,
    String path,
    List<Room> rooms,
    Optional<String> who,
    String csrf,
    Optional<String> said) {

  /** A place in the console. */
  public record Room(String name, String path, String key) {}

  /** Returns whether a room is the one this page is in. */
  public boolean in(Room room) {
    return path.equals(room.path());
  }
}
