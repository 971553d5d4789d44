package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Span;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.evidence.Contributions;
import org.tocsin.privatelist.PrivateLists;
import org.tocsin.publication.KeptVerdicts;
import org.tocsin.trust.TrustRecords;

/** Puts together what there is to say of an organisation. Joins the caller's transaction. */
@ApplicationScoped
class OrganisationDesk {

  private static final int MOVEMENTS = 60;
  private static final int SAMPLE = 1_000;
  private static final int WEEK = 7;
  private static final int MONTH = 30;

  private final Fleet fleet;
  private final TrustRecords trust;
  private final Contributions contributions;
  private final KeptVerdicts verdicts;
  private final PrivateLists lists;
  private final InstantSource clock;

  OrganisationDesk(
      Fleet fleet,
      TrustRecords trust,
      Contributions contributions,
      KeptVerdicts verdicts,
      PrivateLists lists,
      InstantSource clock) {
    this.fleet = fleet;
    this.trust = trust;
    this.contributions = contributions;
    this.verdicts = verdicts;
    this.lists = lists;
    this.clock = clock;
  }

  /**
   * What there is to see. What moved trust would tell a member which of its reports hit bait, so
   * members do not see it, nor lists that the server keeps for them.
   */
  OrganisationView view(Organisation organisation, boolean administers, boolean member) {
    long id = organisation.id();
    Instant now = clock.instant();
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    TrustRecords.Trusted trusted =
        Optional.ofNullable(trust.of(List.of(organisation)).get(id)).orElseThrow();
    return new OrganisationView(
        organisation,
        Optional.ofNullable(fleet.counts(List.of(id), now).get(id)).orElseThrow(),
        TrustText.standing(trusted),
        member ? TrustText.FOR_MEMBERS : TrustText.inFull(trusted),
        member ? List.of() : TrustText.facts(trusted),
        TrustText.moved(
            trusted,
            member ? List.of() : trust.movements(id, MOVEMENTS),
            contributions.volumes(id, today.minusDays(MONTH - 1L))),
        List.of(window(id, today, WEEK), window(id, today, MONTH)),
        sees(id),
        lists.list(id, 0, PrivateLists.MOST_LISTS).stream()
            .filter(list -> !member || !list.terms().name().equals(PrivateLists.DECOYS))
            .toList(),
        administers);
  }

  private OrganisationView.Window window(long organisation, LocalDate today, int days) {
    return new OrganisationView.Window(
        "Last " + days + " days", contributions.since(organisation, today.minusDays(days - 1L)));
  }

  private OrganisationView.Sees sees(long organisation) {
    Contributions.Sample sample = contributions.sample(organisation, SAMPLE);
    List<Span> spans =
        sample.addresses().stream().map(address -> new Span(address, address)).toList();
    Map<KeptVerdicts.Served, Long> counted = new EnumMap<>(KeptVerdicts.Served.class);
    int found = 0;
    if (!spans.isEmpty()) {
      KeptVerdicts.Wanted wanted =
          new KeptVerdicts.Wanted(spans, Optional.empty(), Optional.empty());
      for (KeptVerdicts.Row row : verdicts.find(wanted, Optional.empty(), spans.size())) {
        counted.merge(row.state(), 1L, Long::sum);
        found++;
      }
    }
    counted.merge(KeptVerdicts.Served.NONE, (long) spans.size() - found, Long::sum);
    return new OrganisationView.Sees(
        spans.size(),
        sample.partial(),
        sample.scenarios(),
        counted.entrySet().stream()
            .map(entry -> new OrganisationView.State(name(entry.getKey()), entry.getValue()))
            .toList());
  }

  private static String name(KeptVerdicts.Served state) {
    return switch (state) {
      case GLOBAL -> "listed for everybody";
      case SCOPED -> "listed for those who see the same";
      case HELD -> "waiting for a person";
      case SOAKING -> "about to be listed if nothing speaks against it";
      case REJECTED -> "exempt: never listed, whatever is reported";
      case NONE -> "not listed: too little of what the rules ask for";
    };
  }
}
