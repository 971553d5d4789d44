package org.tocsin.operator;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.privatelist.ListEntry;
import org.tocsin.privatelist.PrivateList;
import org.tocsin.privatelist.PrivateLists;

/** A private list as it is shown, without the link to it, which is a secret of its engines. */
record PrivateListView(
    long id,
    String kind,
    String name,
    String description,
    Optional<String> remediation,
    Optional<String> scope,
    Optional<String> duration,
    long entries,
    Instant createdAt,
    Instant updatedAt) {

  /** An entry as it is shown. */
  record EntryView(
      long id,
      String value,
      Optional<String> comment,
      Instant createdAt,
      Optional<Instant> expiresAt) {
    static EntryView of(PrivateLists.Stored stored) {
      return new EntryView(
          stored.id(),
          ListEntry.text(stored.entry().value()),
          stored.entry().comment(),
          stored.createdAt(),
          stored.entry().expiresAt());
    }
  }

  static PrivateListView of(PrivateList list) {
    Optional<PrivateList.Blocking> blocking = list.terms().blocking();
    return new PrivateListView(
        list.id(),
        list.terms().kind().text(),
        list.terms().name(),
        list.terms().description(),
        blocking.map(PrivateList.Blocking::remediation),
        blocking.map(one -> one.scope().text()),
        blocking.map(one -> one.duration().toHours() + "h"),
        list.entries(),
        list.createdAt(),
        list.updatedAt());
  }
}
