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
 * <p>Nothing here is tuned toward a method: every parameter stands in {@code WorldSize} and {@code
 * Variant} with where it comes from.
 */
@NullMarked
package org.tocsin.lab;

import org.jspecify.annotations.NullMarked;
