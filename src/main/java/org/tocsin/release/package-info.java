/**
 * Makes each release a set of files that anyone can verify and any web server can hand out: a
 * snapshot, deltas, and one small signed head that names them.
 *
 * <p>Files are named by what is in them and never change; only the head does, last and at once. So
 * whoever reads a head finds all that it names, whenever the server stops. Bringing the files up to
 * date after a crash is the same as after a release: what is missing is written, then the head.
 */
@NullMarked
package org.tocsin.release;

import org.jspecify.annotations.NullMarked;
