package org.tocsin.agent.event;

/**
 * What of a kept event is still asked for, besides what is always kept of it.
 *
 * @param parsed the fields that parsers found
 * @param unmarshaled the structured values
 * @param enriched all that was looked up, not only what is known of the place of the source
 * @param line the line as it was read, and how it writes its time
 */
public record Facets(boolean parsed, boolean unmarshaled, boolean enriched, boolean line) {}
