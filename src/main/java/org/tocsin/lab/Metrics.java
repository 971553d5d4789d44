package org.tocsin.lab;

/**
 * What one method made of one stream. Everything is taken from the first day of evaluation to the
 * end, except where it says ever. A share of nothing is NaN, and so is a quantile of nothing.
 *
 * @param cell what was played
 * @param signals how many reports the method was given, ever
 * @param coverage the share of first contacts in 72 hours of an honest organisation with an
 *     attacker that was already delivered to it; what the organisation itself saw before is older
 *     than that
 * @param contacts how many such first contacts there were
 * @param globalRecall the share of attackers met by three honest organisations or more that were
 *     listed for everybody
 * @param anyRecall the same, listed in any tier
 * @param globalPrecision attackers among the different addresses listed for everybody
 * @param scopedPrecision attackers among the different addresses listed for some only
 * @param victims victims listed for everybody, ever, for however short a time
 * @param victimsScoped victims listed for some only, ever
 * @param harm the most pairs of a victim and an honest organisation it is blocked by, hourly, as a
 *     share of all pairs, ever
 * @param users people at home listed for everybody
 * @param usersScoped people at home listed for some only
 * @param crawlers crawlers and monitors listed for everybody
 * @param crawlersScoped crawlers and monitors listed for some only
 * @param sharedEgresses shared egresses listed for everybody
 * @param sharedEgressesScoped shared egresses listed for some only
 * @param liarsContradicted organisations of the attacker that named what cannot have attacked, ever
 * @param honestContradicted honest organisations of which that was found, ever
 * @param publishMedian hours from an attacker's first contact to its first listing for everybody
 *     (for some, where a method lists nothing for everybody), of those listed that three
 *     organisations or more met
 * @param publishTail the 95th percentile of it
 * @param removeMedian hours from an attacker's last contact to its leaving the list, those still on
 *     it a week after at the end included with what they have
 * @param removeTail the 95th percentile of it
 * @param globalRemoveTail the same of leaving the list for everybody, whether it is then on that
 *     for some or not
 * @param size addresses listed for everybody, or for some where there is no such tier, on average
 * @param churn what enters and leaves that list in a day, by its size
 * @param reviewsPerDay what a human is asked to look at in a day
 * @param secondsPerMillion processor seconds for a million signals
 */
record Metrics(
    Cell cell,
    long signals,
    double coverage,
    long contacts,
    double globalRecall,
    double anyRecall,
    double globalPrecision,
    double scopedPrecision,
    int victims,
    int victimsScoped,
    double harm,
    int users,
    int usersScoped,
    int crawlers,
    int crawlersScoped,
    int sharedEgresses,
    int sharedEgressesScoped,
    int liarsContradicted,
    int honestContradicted,
    double publishMedian,
    double publishTail,
    double removeMedian,
    double removeTail,
    double globalRemoveTail,
    double size,
    double churn,
    double reviewsPerDay,
    double secondsPerMillion) {}
