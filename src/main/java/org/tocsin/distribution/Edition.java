package org.tocsin.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tocsin.address.Address;
import org.tocsin.publication.PublishedList;
import org.tocsin.publication.ScopedList;

/**
 * What is delivered between one refresh and the next: the list for everybody, and how one
 * organisation's own is made of it.
 *
 * @param list the newest release
 * @param change the newest change of scoped listings
 * @param at when both were read
 */
record Edition(PublishedList list, long change, Instant at) {

  /** How long one rendering is served; durations in it are reckoned from the end of that time. */
  static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private static final Pattern SCENARIO = Pattern.compile("[A-Za-z0-9._:/+-]{1,128}");

  /** Returns whether a scoped list was read at the same state of things. */
  boolean matches(ScopedList scoped) {
    return scoped.serial() == list.serial() && scoped.change() == change;
  }

  Deliverable forEverybody() {
    return new Deliverable(list.serial(), entries(list.entries()), list.withdrawn());
  }

  /**
   * Returns the list for everybody with what is listed for one organisation. Nothing is withdrawn
   * that is listed either way: an address that was scoped and is listed for everybody now, or the
   * other way round, stays with the clients.
   */
  Deliverable forOne(Deliverable everybody, ScopedList scoped) {
    Set<Address> listed = new HashSet<>();
    list.entries().forEach(entry -> listed.add(entry.address()));
    List<Deliverable.Entry> entries = new ArrayList<>(everybody.entries());
    entries.addAll(
        entries(scoped.entries().stream().filter(entry -> listed.add(entry.address())).toList()));
    Set<Address> withdrawn = new TreeSet<>(list.withdrawn());
    withdrawn.addAll(scoped.withdrawn());
    withdrawn.removeAll(listed);
    return new Deliverable(list.serial(), entries, List.copyOf(withdrawn));
  }

  /** Returns what is listed for one organisation and not for everybody. */
  Deliverable forOneAlone(ScopedList scoped) {
    Set<Address> listed = new HashSet<>();
    list.entries().forEach(entry -> listed.add(entry.address()));
    List<PublishedList.Entry> own =
        scoped.entries().stream().filter(entry -> listed.add(entry.address())).toList();
    return new Deliverable(list.serial(), entries(own), List.of());
  }

  private List<Deliverable.Entry> entries(List<PublishedList.Entry> published) {
    Instant from = at.plus(GOOD_FOR);
    List<Deliverable.Entry> entries = new ArrayList<>(published.size());
    for (PublishedList.Entry entry : published) {
      long remaining = Duration.between(from, entry.expiresAt()).toSeconds();
      if (isFit(entry) && remaining > 0) {
        entries.add(
            new Deliverable.Entry(
                entry.address(), entry.scenario(), Duration.ofSeconds(remaining)));
      }
    }
    return entries;
  }

  /** The last look at every value: one that a client cannot read costs it the whole list. */
  static boolean isFit(PublishedList.Entry entry) {
    return entry.address().isPublic() && SCENARIO.matcher(entry.scenario()).matches();
  }
}
