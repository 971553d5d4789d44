package org.tocsin.appeal;

import java.util.List;
import java.util.Optional;

/**
 * What the page about an address shows: what programs are told of it, in words.
 *
 * @param why what everybody is told
 * @param reserved what the address is reserved for, if it is not public
 * @param visitor where whoever looks comes from, as far as known
 * @param server where this server is, as the visitor reached it
 * @param typed what was typed already and has to be changed
 */
record WhyView(
    Why why, Optional<String> reserved, Optional<String> visitor, String server, Typed typed) {

  /** What somebody typed into the form of an appeal. */
  record Typed(String text, String contact) {
    static final Typed NOTHING = new Typed("", "");
  }

  /** A kind of behaviour, in words and by its name. */
  record Deed(String words, String name) {}

  boolean listed() {
    return forAll() || why.state().equals("scoped");
  }

  boolean forAll() {
    return why.state().equals("global");
  }

  boolean held() {
    return why.state().equals("held");
  }

  boolean exempt() {
    return why.state().equals("rejected");
  }

  /** Returns whether the visitor comes from the address. */
  boolean own() {
    return visitor.equals(Optional.of(why.address()));
  }

  List<Deed> deeds() {
    return why.scenarios().stream()
        .map(
            name ->
                Behaviour.of(name)
                    .map(known -> new Deed(known.description(), name))
                    .orElse(new Deed("Did something else that attackers do.", name)))
        .toList();
  }

  long onceInDays() {
    return SelfDelisting.ONCE_IN.toDays();
  }
}
