package org.tocsin.enrolment;

/**
 * How far the operator answers for organisations, as a source for set operations in the database.
 * Whoever joins it to what organisations saw builds on this fragment, so that their table is named
 * in this package alone.
 */
public final class OrganisationStandings {

  private OrganisationStandings() {}

  /** A query for all organisations: {@code id, vouched, honeypot}. */
  public static final String ALL = "select id, vouched, honeypot from organisation";
}
