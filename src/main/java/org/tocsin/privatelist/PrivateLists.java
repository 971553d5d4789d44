package org.tocsin.privatelist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Prefix;

/**
 * What operators do about private lists. Every method joins the caller's transaction; what it
 * changes reaches the first pull after that.
 */
public interface PrivateLists {

  /** The name of the list that the server keeps for an organisation, with its decoys. */
  String DECOYS = "supplement";

  /** How many lists an organisation may have. */
  int MOST_LISTS = 20;

  /** How many entries a list may have. */
  int MOST_ENTRIES = 100_000;

  /** What came of making a list. */
  sealed interface Creation {
    /** It is made. */
    record Made(PrivateList list) implements Creation {}

    /** The organisation has a list of this kind and name. */
    record NameTaken() implements Creation {}

    /** The organisation has as many lists as it may. */
    record TooMany() implements Creation {}
  }

  /**
   * An entry as it is stored.
   *
   * @param id its number
   * @param entry what it says
   * @param createdAt when its value came into the list
   */
  record Stored(long id, ListEntry entry, Instant createdAt) {}

  /**
   * Makes an empty list for an organisation that exists. An allowlist of the name of a deleted one
   * is that one again: engines know the two as one by its name.
   */
  Creation create(long organisation, PrivateList.Terms terms);

  /** Returns one list of an organisation. */
  Optional<PrivateList> find(long organisation, long id);

  /** Returns one list of an organisation, which nobody else changes until the transaction ends. */
  Optional<PrivateList> findToChange(long organisation, long id);

  /** Returns an organisation's lists in order of their number, beginning behind {@code after}. */
  List<PrivateList> list(long organisation, long after, int limit);

  /** Returns the lists of all organisations that are described like this. */
  List<PrivateList> described(String description);

  /** Returns a list's entries in order of their number, beginning behind {@code after}. */
  List<Stored> entries(PrivateList list, long after, int limit);

  /** Makes these the only entries of a list. */
  void replace(PrivateList list, List<ListEntry> entries);

  /**
   * Adds entries to a list, in place of those with the same value; false, with something half done
   * that has to be rolled back, when it would have too many.
   */
  boolean add(PrivateList list, List<ListEntry> entries);

  /** Removes an entry; false when there is none of this value. */
  boolean remove(PrivateList list, Prefix value);

  /** Makes the links to a list worthless that were handed out so far. */
  void replaceLink(PrivateList list);

  /** Deletes a list with its entries. */
  void delete(PrivateList list);
}
