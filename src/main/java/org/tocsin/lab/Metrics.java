package org.tocsin.lab;

/**
 * What one method made of one stream. Everything is taken from the first day of evaluation to the
 * end, except where it says ever. A share of nothing is NaN, and so is a quantile of nothing.
 *
 * @param method the method's name
 * @param campaign the campaign's name
 * @param budget the attacker's agents as a share of the honest ones
 * @param seed the world's seed
 * @param attackerAgents the attacker's share of all agents
 * @param attackerKeys the attacker's share of all organisations
 * @param attackerNetworks the share of all networks that the attacker reports from
 * @param signals how many reports the method was given, ever
 * @param coverage the share of an honest organisation's first contacts in 72 hours with an
 *     attacker that was already delivered to it
 * @param contacts how many such first contacts there were
 * @param globalRecall the share of attackers seen by three honest organisations or more that were
 *     listed for everybody
 * @param anyRecall the same, listed in any tier
 * @param globalPrecision attackers among the different addresses listed for everybody
 * @param scopedPrecision attackers among the different addresses listed for some only
 * @param victims victims listed for everybody, ever, for however short a time
 * @param victimsScoped victims listed for some only, ever
 * @param harm the most victim and honest organisation pairs at an instant, as a share of all pairs
 * @param users people at home listed for everybody
 * @param usersScoped people at home listed for some only
 * @param crawlers crawlers and monitors listed for everybody
 * @param sharedEgresses shared egresses listed for everybody
 * @param publishMedian hours from an attacker's first contact to its first listing for everybody,
 *     for those seen by three organisations or more (any tier, where a method has no global one)
 * @param publishTail the 95th percentile of it
 * @param removeMedian hours from an attacker's last contact to its leaving the list, those still on
 *     it a week later at the end included with what they have
 * @param removeTail the 95th percentile of it
 * @param size addresses listed for everybody, the mean over the days
 * @param churn what enters and leaves the list in a day, by its size
 * @param reviewsPerDay what a human is asked to look at in a day
 * @param secondsPerMillion processor seconds for a million signals
 */
record Metrics(
    String method,
    String campaign,
    double budget,
    long seed,
    double attackerAgents,
    double attackerKeys,
    double attackerNetworks,
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
    int sharedEgresses,
    double publishMedian,
    double publishTail,
    double removeMedian,
    double removeTail,
    double size,
    double churn,
    double reviewsPerDay,
    double secondsPerMillion) {}
