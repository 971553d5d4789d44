/**
 * Judges addresses: evidence, rules, exemptions, the last verdict and an instant give a verdict
 * with its reasons.
 *
 * <p>Pure: no clock, no database, no framework, the same answer for the same arguments. Weights are
 * whole micro-votes, so that every way of computing a score gives the same bits. What the rules
 * guarantee:
 *
 * <ul>
 *   <li>No address becomes listed unless anchors of weight one made a strong, non-spoofable
 *       sighting of it that is not forgotten, whatever anybody else reports.
 *   <li>However many agents and signals an organisation has, it is one vote.
 *   <li>Reports of ordinary organisations change neither score nor expiry.
 *   <li>An exemption only ever takes addresses off.
 * </ul>
 */
@NullMarked
package org.tocsin.curation;

import org.jspecify.annotations.NullMarked;
