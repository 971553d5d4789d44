/**
 * Puts the server together: command line, data folder, rules files, the cycle that walks evidence,
 * curation and publication, the schedule, and the form of errors. Nothing imports it. Clock,
 * randomness, environment and files are read here and handed to everything else.
 */
@NullMarked
package org.tocsin.app;

import org.jspecify.annotations.NullMarked;
