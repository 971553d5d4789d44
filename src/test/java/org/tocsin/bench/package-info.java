/**
 * The benchmark suite: measures the packaged server on this machine and sets each figure beside a
 * peer measured in the same run, so that the ratios mean something on any machine.
 *
 * <p>Not part of the tests: it reports, and a missed target fails nothing. Invariants: everything
 * happens in one scratch folder and on loopback; every process that was started is ended by its
 * handle; what a peer is given (rows, bytes, extensions) is what the server has.
 */
@NullMarked
package org.tocsin.bench;

import org.jspecify.annotations.NullMarked;
