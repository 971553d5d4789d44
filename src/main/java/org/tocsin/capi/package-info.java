/**
 * The CrowdSec Central API, generations v2 and v3: the only place that knows its HTTP and JSON.
 *
 * <p>What a body carries beyond address, scenario and times is dropped while it is read and reaches
 * nothing behind this package. A batch is never refused for its content: an item that cannot be
 * understood is counted and left out. Tokens decide who speaks, never a field of a body.
 */
@NullMarked
package org.tocsin.capi;

import org.jspecify.annotations.NullMarked;
