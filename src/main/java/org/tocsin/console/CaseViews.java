package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.page.Refusal;
import org.tocsin.publication.Neighbourhood;
import org.tocsin.review.CaseBoard;
import org.tocsin.review.ReasonTemplates;
import org.tocsin.review.ReviewCase;
import org.tocsin.review.ReviewQueue;

/** Puts together what there is to show of cases. Joins the caller's transaction. */
@ApplicationScoped
class CaseViews {

  private static final int ON_A_PAGE = 50;
  private static final int SIMILAR = 10;
  private static final int NEIGHBOURS = 50;

  private final ReviewQueue queue;
  private final CaseBoard board;
  private final Neighbourhood neighbourhood;
  private final ReasonTemplates reasons;

  CaseViews(
      ReviewQueue queue, CaseBoard board, Neighbourhood neighbourhood, ReasonTemplates reasons) {
    this.queue = queue;
    this.board = board;
    this.neighbourhood = neighbourhood;
    this.reasons = reasons;
  }

  /** Returns a part of the open cases, the most urgent first. */
  QueueView open(Optional<ReviewCase.Kind> kind, long after, boolean decides) {
    List<ReviewCase> cases = board.open(kind, Optional.empty(), Math.max(0, after), ON_A_PAGE + 1);
    boolean more = cases.size() > ON_A_PAGE;
    List<ReviewCase> shown = more ? cases.subList(0, ON_A_PAGE) : cases;
    return new QueueView(
        shown,
        board.waiting(),
        kind,
        more ? Optional.of(shown.get(ON_A_PAGE - 1).id()) : Optional.empty(),
        reasons(),
        decides);
  }

  /** Returns a case. */
  CaseView one(long id, boolean decides) {
    ReviewCase about = queue.find(id).orElseThrow(() -> Refusal.notFound("case"));
    Evidence evidence = Evidence.of(about.evidence());
    return new CaseView(
        about,
        evidence,
        Timeline.of(evidence),
        board.similar(about, SIMILAR),
        Address.parse(about.subject())
            .map(address -> neighbourhood.of(address, NEIGHBOURS))
            .orElse(List.of()),
        reasons(),
        decides);
  }

  private List<String> reasons() {
    return reasons.all().stream().map(ReasonTemplates.Template::text).toList();
  }
}
