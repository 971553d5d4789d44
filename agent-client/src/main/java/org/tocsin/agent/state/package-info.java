/** What holds for every file in the agent's state folder, whoever keeps it there. */
@NullMarked
package org.tocsin.agent.state;

import org.jspecify.annotations.NullMarked;
