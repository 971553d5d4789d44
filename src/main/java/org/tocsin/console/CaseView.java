package org.tocsin.console;

import java.util.List;
import org.tocsin.publication.Neighbourhood.Neighbour;
import org.tocsin.review.ReviewCase;

/**
 * A case as its page shows it.
 *
 * @param about the case
 * @param evidence what speaks for it now
 * @param timeline when who saw it
 * @param similar what persons decided lately about the like
 * @param neighbours addresses near by
 * @param reasons texts to begin a reason with
 * @param decides whether the visitor may decide
 */
record CaseView(
    ReviewCase about,
    Evidence evidence,
    Timeline timeline,
    List<ReviewCase> similar,
    List<Neighbour> neighbours,
    List<String> reasons,
    boolean decides) {

  boolean open() {
    return about.state() == ReviewCase.State.OPEN;
  }

  boolean ofAddress() {
    return switch (about.kind()) {
      case ADDRESS, APPEAL -> true;
      case RANGE, ORGANISATION, RUN -> false;
    };
  }

  String publishing() {
    return switch (about.kind()) {
      case ADDRESS -> "List it: it joins the next release and ends with its votes.";
      case APPEAL -> "Keep it listed: nothing changes.";
      case RANGE, ORGANISATION -> "Leave everything as it is.";
      case RUN -> "Let the next run publish the release as it is.";
    };
  }

  String rejecting() {
    return switch (about.kind()) {
      case ADDRESS -> "Do not list it: what was seen so far counts no more.";
      case APPEAL -> "Take it off now: a release without it follows at once.";
      case RANGE -> "Noted; exempt the range by the allowlist if it is to stay off.";
      case ORGANISATION -> "Noted; block its agents if they are not to count.";
      case RUN -> "Give the release up: its changes wait for fresh evidence.";
    };
  }
}
