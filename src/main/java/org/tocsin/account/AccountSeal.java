package org.tocsin.account;

import org.tocsin.sealing.Seal;

/**
 * Closes what signs operators in and has to be read again.
 *
 * @param seal with the key of accounts
 */
public record AccountSeal(Seal seal) {}
