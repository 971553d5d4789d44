/**
 * The whole loop in one command: a server, organisations, agents that read logs of an attack, and
 * one more agent that knows the attacker from the others. Everything here is a client from outside:
 * it starts the same programs and asks the same questions as anybody else.
 */
@NullMarked
package org.tocsin.demo;

import org.jspecify.annotations.NullMarked;
