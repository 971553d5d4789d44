/**
 * HTTP under {@code /blocklist}: the signed head and the files it names, and the newest release in
 * every format. Whoever downloads needs a consumer's key, unless the operator made the list public.
 *
 * <p>Bytes are made once and handed out from disk, small files from memory for some seconds after
 * they were read; a request renders nothing that another one has rendered already.
 */
@NullMarked
package org.tocsin.blocklist;

import org.jspecify.annotations.NullMarked;
