package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Span;

/** What is kept of addresses, looked through in their order. Joins the caller's transaction. */
public interface KeptVerdicts {

  /** What clients are told of an address: it joins and leaves with a release, not before. */
  enum Served {
    /** Listed for everybody. */
    GLOBAL,
    /** Listed for some organisations. */
    SCOPED,
    /** Waits for a person. */
    HELD,
    /** Waits out its soak. */
    SOAKING,
    /** May not be listed. */
    REJECTED,
    /** Not listed. */
    NONE;

    /** Returns its name in queries and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is looked for.
   *
   * @param within in one of these, which are in order and apart from each other
   * @param state what clients are told; rows that are about to change may come along
   * @param scenarios one of these weighs most, if given
   */
  record Wanted(List<Span> within, Optional<Served> state, Optional<List<String>> scenarios) {
    /** Copies the lists. */
    public Wanted {
      within = List.copyOf(within);
      scenarios = scenarios.map(List::copyOf);
    }
  }

  /**
   * What is kept of an address.
   *
   * @param address the address
   * @param state what clients are told
   * @param score what the votes came to, in millionths
   * @param scenario what weighs most
   * @param expiresAt when its listing ends
   * @param serial since which release it is listed for everybody
   */
  record Row(
      Address address,
      Served state,
      long score,
      Optional<String> scenario,
      Optional<Instant> expiresAt,
      Optional<Long> serial) {}

  /** Returns rows in the order of their addresses, behind one if given. */
  List<Row> find(Wanted wanted, Optional<Address> after, int limit);

  /** Returns which scenarios begin with a text, at most so many. */
  List<String> scenarios(String prefix, int most);
}
