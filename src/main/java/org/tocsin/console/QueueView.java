package org.tocsin.console;

import java.util.List;
import java.util.Optional;
import org.tocsin.review.CaseBoard;
import org.tocsin.review.ReviewCase;

/**
 * The queue as its page shows it.
 *
 * @param cases a part of it, the most urgent first
 * @param waiting how much there is, by kind
 * @param kind which kind is shown, or all
 * @param next behind which case the rest begins
 * @param reasons texts to begin a reason with
 * @param decides whether the visitor may decide
 */
record QueueView(
    List<ReviewCase> cases,
    List<CaseBoard.Waiting> waiting,
    Optional<ReviewCase.Kind> kind,
    Optional<Long> next,
    List<String> reasons,
    boolean decides) {}
