package org.tocsin.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.trust.TrustRecords;

/**
 * Organisations as their page shows them.
 *
 * @param name how the names begin that were looked for
 * @param rows the organisations
 * @param next behind which the next page begins
 * @param administers whether the visitor may create one
 */
record OrganisationsView(String name, List<Row> rows, Optional<Long> next, boolean administers) {

  /** An organisation. */
  record Row(Organisation organisation, String standing, String trust, Fleet.Counts counts) {}

  static OrganisationsView of(
      String name,
      List<Organisation> organisations,
      Map<Long, Fleet.Counts> counts,
      Map<Long, TrustRecords.Trusted> trusted,
      boolean more,
      boolean administers) {
    List<Row> rows =
        organisations.stream()
            .map(
                one -> {
                  TrustRecords.Trusted trust =
                      Optional.ofNullable(trusted.get(one.id())).orElseThrow();
                  return new Row(
                      one,
                      TrustText.standing(trust),
                      TrustText.inShort(trust),
                      Optional.ofNullable(counts.get(one.id())).orElseThrow());
                })
            .toList();
    return new OrganisationsView(
        name,
        rows,
        more ? Optional.of(organisations.get(organisations.size() - 1).id()) : Optional.empty(),
        administers);
  }
}
