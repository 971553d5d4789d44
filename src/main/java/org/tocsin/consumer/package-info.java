/**
 * Who may fetch the list and nothing else: consumers, such as firewalls and bouncers, and their
 * keys.
 *
 * <p>Agents that are enrolled may fetch the signed files too, by the token they logged in with.
 *
 * <p>A key is shown once and kept as its SHA-256. A consumer may have several keys at a time, so
 * that a key can be replaced while the old one still works. What is revoked here is refused from
 * the next request on; what another server revokes, within ten seconds.
 */
@NullMarked
package org.tocsin.consumer;

import org.jspecify.annotations.NullMarked;
