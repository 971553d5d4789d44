/**
 * Answers tools that ask about single addresses in the form of CrowdSec's CTI API, {@code
 * /v2/smoke}, with a consumer's key in {@code x-api-key}.
 *
 * <p>Everything told follows from what is served: the state as in the newest release, kinds of
 * attack that everybody knows, counts in classes, and days. Nothing tells who reported an address
 * or when exactly. Fields about which nothing is known are there, as the clients want them, and say
 * so: {@code null}, empty, or 0.
 */
@NullMarked
package org.tocsin.cti;

import org.jspecify.annotations.NullMarked;
