package org.tocsin.series;

import java.time.Instant;

/**
 * What was measured in one of several stretches of time of the same length.
 *
 * @param at when the stretch began
 * @param mean the mean
 * @param least the least
 * @param most the most
 */
public record Point(Instant at, double mean, long least, long most) {}
