/**
 * Tells operators what needs them, by webhook, e-mail or ntfy, even if they look at no page.
 *
 * <p>What is to be told is written down before anything is sent, once for as long as it lasts, and
 * is sent until the other side takes it, with growing pauses, for a day at most. Of several servers
 * one sends each message; if that one dies while it does, the message is sent again. Requests go
 * only to addresses that everybody can reach: the name is resolved here, every one of its addresses
 * is checked, and the connection is made to an address that was checked. Secrets are sealed with a
 * key that is not in the database, and nothing here gives them out again.
 */
@NullMarked
package org.tocsin.notification;

import org.jspecify.annotations.NullMarked;
