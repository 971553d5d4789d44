/**
 * The running agent: lines come in, decisions and signals go out, lists are adopted, bouncers are
 * answered. Puts the other packages together and decides nothing itself.
 */
@NullMarked
package org.tocsin.agent.daemon;

import org.jspecify.annotations.NullMarked;
