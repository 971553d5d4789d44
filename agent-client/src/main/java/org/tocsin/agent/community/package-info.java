/**
 * How this agent meets a central server: enrolment, the wire records and the HTTP client.
 *
 * <p>Invariants: a password or token is never part of a message or a refusal, and the types that
 * outlive one call hide it from {@code toString}; no machine is enrolled before its password is
 * safe on disk; whatever a server answers is bounded in time and size, and its words are cleaned
 * before anybody prints them.
 */
@NullMarked
package org.tocsin.agent.community;

import org.jspecify.annotations.NullMarked;
