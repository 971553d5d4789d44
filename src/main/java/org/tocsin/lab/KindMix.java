package org.tocsin.lab;

/**
 * How often each kind of signal is sent. Confidence 3 and 2 stand 62 to 8, as among hub labels;
 * within confidence 1, web kinds have the shares of one organisation's published feed (probing 30.3
 * %, bad user agent 17.9 %, crawl 5.6 %) and port scans are assumed at 12. Within confidence 3,
 * passwords on SSH lead, which is assumed.
 */
final class KindMix {

  private static final double STRONG = 62;
  private static final double LIKELY = 8;

  private static final Kind[] STRONG_KINDS = {
    Kind.SSH_BF, Kind.HTTP_BF, Kind.HTTP_CVE, Kind.HTTP_SENSITIVE_FILES
  };
  private static final double[] STRONG_TOTALS = {45, 65, 85, 100};
  private static final Kind[] LIKELY_KINDS = {Kind.MODSECURITY, Kind.MAIL_HELO};
  private static final double[] LIKELY_TOTALS = {1, 2};
  private static final Kind[] WEAK_KINDS = {
    Kind.HTTP_PROBING, Kind.BAD_USER_AGENT, Kind.CRAWL, Kind.PORT_SCAN
  };
  private static final double[] WEAK_TOTALS = {30.3, 48.2, 53.8, 65.8};
  private static final double[] HARMLESS_TOTALS = {30.3, 48.2, 53.8};

  private final double weak;

  /** Makes a mix in which this share is of confidence 1. */
  KindMix(double weak) {
    this.weak = weak;
  }

  /** Draws what an attacker does; takes two numbers whatever comes out. */
  Kind hostile(Draw draw) {
    double how = draw.between(0, 1);
    if (how < weak) {
      return WEAK_KINDS[draw.weighted(WEAK_TOTALS)];
    }
    return how < weak + (1 - weak) * LIKELY / (STRONG + LIKELY)
        ? LIKELY_KINDS[draw.weighted(LIKELY_TOTALS)]
        : STRONG_KINDS[draw.weighted(STRONG_TOTALS)];
  }

  /** Draws what a crawler or a monitor trips. */
  static Kind harmless(Draw draw) {
    return WEAK_KINDS[draw.weighted(HARMLESS_TOTALS)];
  }
}
