/**
 * Who may report: organisations, enrolment keys, and agents that register, log in, enrol and are
 * blocked.
 *
 * <p>Registration is open and means nothing: an agent counts only once an enrolment key has put it
 * into an organisation. Passwords are kept under a memory-hard hash, enrolment keys under SHA-256,
 * tokens not at all. Refusals are values of sealed types, never exceptions.
 */
@NullMarked
package org.tocsin.enrolment;

import org.jspecify.annotations.NullMarked;
