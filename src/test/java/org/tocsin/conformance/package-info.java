/**
 * Runs stock CrowdSec engines, as Debian packages them, against a central server over real sockets.
 *
 * <p>Every engine lives in its own scratch folder and listens on loopback only. Nothing is
 * installed, and no process outlives the test that started it. Where the package cannot be had the
 * tests are skipped, with one line that says why.
 */
@NullMarked
package org.tocsin.conformance;

import org.jspecify.annotations.NullMarked;
