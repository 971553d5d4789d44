package org.tocsin.blocklist;

import java.time.Instant;
import java.util.Optional;

/**
 * A short text that is handed out from memory.
 *
 * @param text the text
 * @param etag its strong entity tag
 * @param serial the release it is of
 * @param writtenAt when it was made, if that is known
 */
record ServedText(String text, String etag, long serial, Optional<Instant> writtenAt) {}
