package org.tocsin.account;

import java.time.Instant;

/**
 * Somebody, or some program, that runs this server.
 *
 * @param id its number
 * @param name what the audit record calls it
 * @param role what it may do
 * @param createdAt since when
 */
public record Operator(long id, String name, Role role, Instant createdAt) {}
