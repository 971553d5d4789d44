package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.page.Refusal;

/** The way to an organisation's pages: one that a visitor may not see is not there. */
@ApplicationScoped
class VisitedOrganisations {

  private final Organisations organisations;
  private final Visitor visitor;

  VisitedOrganisations(Organisations organisations, Visitor visitor) {
    this.organisations = organisations;
    this.visitor = visitor;
  }

  /** Returns the organisation of a path. */
  Organisation find(String text) {
    long id = number(text, "organisation");
    if (!visitor.sees(id)) {
      throw Refusal.notFound("organisation");
    }
    return QuarkusTransaction.requiringNew()
        .call(() -> organisations.find(id))
        .orElseThrow(() -> Refusal.notFound("organisation"));
  }

  /** Reads a number of a path: what is none names nothing. */
  static long number(String text, String what) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.notFound(what);
    }
    return Long.parseLong(text);
  }
}
