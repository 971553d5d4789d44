/**
 * Runs a real PostgreSQL beside the server, for operators who bring no database of their own.
 *
 * <p>Invariants: one process owns a {@link DataFolder} at a time, whichever database it uses; a
 * folder under a final name ({@code postgres}, {@code postgres-bin-*}) is always complete, because
 * everything is built under another name and renamed; the database listens on loopback only, wants
 * a password, and never writes values out of statements to its log.
 *
 * <p>What lies in the data folder: {@code tocsin.lock} (who owns it), {@code postgres} (the
 * database), {@code postgres-bin-<version>-<checksum>} (the unpacked programs, safe to delete while
 * stopped), {@code postgres.password} (both passwords in libpq's password file format), {@code
 * postgres.log} and {@code postgres.log.1}.
 */
@NullMarked
package org.tocsin.app.postgres;

import org.jspecify.annotations.NullMarked;
