package org.tocsin.lab;

/**
 * An address entered or left a tier of a method's list.
 *
 * @param at when, in seconds since the stream began
 * @param address which
 * @param tier the tier
 * @param added whether it entered
 */
record Change(long at, int address, Tier tier, boolean added) {}
