package org.tocsin.release;

/**
 * A head as it is handed out.
 *
 * @param head what it says
 * @param sealed its text, signatures included
 */
public record SignedHead(Head head, String sealed) {}
