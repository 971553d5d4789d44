package org.tocsin.privatelist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Prefix;

/** What engines are given. Every method runs in a transaction of its own. */
interface ServedLists {

  /**
   * A list that a link may lead to.
   *
   * @param list the list
   * @param changedAt when what is handed out last changed, be it that an entry expired
   */
  record Served(PrivateList list, Instant changedAt) {}

  /** Returns a list, also one that is deleted and remembered. */
  Optional<Served> find(long id, Instant now);

  /** Returns the entries of a list that have not expired, in order of their values. */
  List<PrivateLists.Stored> inForce(PrivateList list, Instant now);

  /**
   * Returns the lists whose links an organisation's engines are given: its own, and for a while its
   * allowlists that were deleted, so that engines fetch them once more and find them empty.
   */
  List<PrivateList> linked(long organisation, Instant now);

  /** Returns every value that an organisation's allowlists have now. */
  List<Prefix> allowed(long organisation, Instant now);
}
