/** Tests of installing rules. */
@NullMarked
package org.tocsin.agent.hub;

import org.jspecify.annotations.NullMarked;
