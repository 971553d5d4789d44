package org.tocsin.evidence;

import java.time.LocalDate;
import java.util.List;
import org.tocsin.address.Address;

/**
 * What became of the signals of an organisation's agents, and what it sees. Joins the caller's
 * transaction.
 */
public interface Contributions {

  /** Longer than anybody is shown. */
  int DAYS_KEPT = 31;

  /**
   * What became of signals, each counted once when it was folded.
   *
   * @param used became evidence
   * @param inadmissible repeat what a list said, are simulations, or name no scenario
   * @param untimely ended too far from their arrival by the agent's own clock
   * @param excess are of more addresses than an agent's or organisation's signals of one day may be
   * @param voided are of an address whose evidence was declared void later than they arrived
   * @param late were folded when they were too old to count
   */
  record Fates(long used, long inadmissible, long untimely, long excess, long voided, long late) {

    /** Returns how many became no evidence. */
    public long ignored() {
      return inadmissible + untimely + excess + voided + late;
    }
  }

  /** Returns what became of the signals that arrived on a day or after it. */
  Fates since(long organisation, LocalDate day);

  /**
   * Of how many addresses the signals of one day were evidence.
   *
   * @param day the day
   * @param addresses how many
   */
  record Volume(LocalDate day, long addresses) {}

  /** Returns the days on which an organisation's signals were evidence, from a day on. */
  List<Volume> volumes(long organisation, LocalDate from);

  /**
   * Some of what an organisation sees.
   *
   * @param addresses addresses of which its word is evidence now
   * @param scenarios how many scenarios it saw there
   * @param partial whether there may be more
   */
  record Sample(List<Address> addresses, int scenarios, boolean partial) {
    /** Copies the list. */
    public Sample {
      addresses = List.copyOf(addresses);
    }
  }

  /** Returns what an organisation sees, of as many sightings as are asked for. */
  Sample sample(long organisation, int sightings);
}
