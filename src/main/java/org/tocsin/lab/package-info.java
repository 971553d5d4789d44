/**
 * The poisoning lab: a made-up community under a made-up attack, and what each way of keeping a
 * blocklist makes of it.
 *
 * <p>A {@link org.tocsin.lab.World} is drawn from a seed. A {@link org.tocsin.lab.Campaign} may add
 * members that lie. A {@link org.tocsin.lab.Runner} plays both into one {@link
 * org.tocsin.lab.Method} and a scorekeeper writes down the {@link org.tocsin.lab.Metrics}. What is
 * guaranteed:
 *
 * <ul>
 *   <li>The same seed gives the same world, stream and figures, on every machine.
 *   <li>Every purpose draws from its own stream of random numbers, so the honest stream with a
 *       campaign is the honest stream without it, signal for signal.
 *   <li>A method sees what a server would see, never the truth.
 *   <li>Addresses are IPv4, held as 32 bits, and all public.
 * </ul>
 *
 * <p>Nothing here is tuned toward a method. Every parameter stands, with where it comes from, in
 * {@code WorldSize}, {@code Variant} and the class that draws it: {@code Founders} organisations,
 * {@code Attackers} who attacks and when, {@code Contacts} whom they meet, {@code KindMix} what is
 * seen, {@code Benign} what harmless addresses trip, {@code AddressSpace} how addresses cluster.
 * Four were set so that the stream and three plain baselines look as in the run that the targets
 * come from, and by nothing else: how often an attacker rests, how busy a local attacker is, how
 * many of those have a second home, and the largest organisation. Known to be kinder than life: a
 * source's kinds are independent of each other unless {@code Variant.persistence} says otherwise,
 * crawlers never trip a strong scenario, and correlated contacts are spread over a day, not
 * minutes.
 */
@NullMarked
package org.tocsin.lab;

import org.jspecify.annotations.NullMarked;
