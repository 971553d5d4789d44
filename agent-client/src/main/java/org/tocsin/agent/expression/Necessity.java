package org.tocsin.agent.expression;

import java.util.Set;

/**
 * A condition without which an expression is never true: the text at a path is one of these, or
 * starts with the only one of them.
 *
 * @param path the names from the variable on, joined by dots, such as {@code evt.Parsed.program}
 * @param values the texts
 * @param prefix whether a text only has to start with the value
 */
public record Necessity(String path, Set<String> values, boolean prefix) {}
