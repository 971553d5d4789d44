package org.tocsin.publication;

/**
 * What a publishing run did.
 *
 * @param published how many addresses joined the list
 * @param removed how many left it
 * @param serial the newest release, whether this run made it or not
 */
public record Publication(int published, int removed, long serial) {}
