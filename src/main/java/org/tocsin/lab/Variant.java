package org.tocsin.lab;

/**
 * What makes one world harsher than another of the same size.
 *
 * @param sharing how much sources overlap between organisations
 * @param lowConfidence the share of signals of confidence 1: 0.30 by default (hub labels), 0.55 as
 *     in one organisation's published web feed
 * @param persistence how often a source shows its own habitual kind instead of one drawn from the
 *     mix: 0 as in the run the targets come from, 1 for sources that only ever do one thing
 * @param feedback whether organisations that block what they are handed stop seeing it
 * @param appeals whether innocents who are listed, for whomever, say so after a day, and a person
 *     finds them right
 * @param decoys whether the operator has bait in the lists that organisations are handed
 * @param vouchedShare the share of ordinary organisations that the operator vouches for
 * @param honeypots how many honeypots the operator runs
 */
record Variant(
    Sharing sharing,
    double lowConfidence,
    double persistence,
    boolean feedback,
    boolean appeals,
    boolean decoys,
    double vouchedShare,
    int honeypots) {

  /** The world of the published targets. */
  static final Variant STANDARD =
      new Variant(Sharing.STANDARD, 0.30, 0, false, false, false, 0.10, 10);

  /** How much sources overlap between organisations. */
  enum Sharing {
    /** 35 % of sources, 80 % of alerts on two organisations or more. */
    STANDARD,
    /** 20 % of sources, some 45 % of alerts: what Katti and others measured in 2005. */
    KATTI
  }

  Variant withSharing(Sharing to) {
    return new Variant(
        to, lowConfidence, persistence, feedback, appeals, decoys, vouchedShare, honeypots);
  }

  Variant withLowConfidence(double to) {
    return new Variant(
        sharing, to, persistence, feedback, appeals, decoys, vouchedShare, honeypots);
  }

  Variant withPersistence(double to) {
    return new Variant(
        sharing, lowConfidence, to, feedback, appeals, decoys, vouchedShare, honeypots);
  }

  Variant withFeedback(boolean to) {
    return new Variant(
        sharing, lowConfidence, persistence, to, appeals, decoys, vouchedShare, honeypots);
  }

  Variant withAppeals(boolean to) {
    return new Variant(
        sharing, lowConfidence, persistence, feedback, to, decoys, vouchedShare, honeypots);
  }

  Variant withDecoys(boolean to) {
    return new Variant(
        sharing, lowConfidence, persistence, feedback, appeals, to, vouchedShare, honeypots);
  }

  Variant withVouchedShare(double to) {
    return new Variant(
        sharing, lowConfidence, persistence, feedback, appeals, decoys, to, honeypots);
  }

  Variant withHoneypots(int to) {
    return new Variant(
        sharing, lowConfidence, persistence, feedback, appeals, decoys, vouchedShare, to);
  }
}
