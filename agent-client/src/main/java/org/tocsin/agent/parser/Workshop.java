package org.tocsin.agent.parser;

import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.grok.PatternTable;
import org.tocsin.agent.vocabulary.Stashes;

/**
 * What nodes are made with and work with.
 *
 * @param patterns the grok patterns, shared by all parsers of one engine
 * @param language what expressions may use; knows {@code evt}
 * @param enrichment the methods of statics
 * @param stashes what parsers remember
 */
public record Workshop(
    PatternTable patterns, Language language, Enrichment enrichment, Stashes stashes) {}
