/**
 * Reads rule text. Strict: an unknown or missing key, a wrong unit, a value out of range or two
 * rules for the same thing is a problem with file, line and key, and all problems of all files are
 * reported together. Reading files is the caller's business.
 */
@NullMarked
package org.tocsin.curation.rules;

import org.jspecify.annotations.NullMarked;
