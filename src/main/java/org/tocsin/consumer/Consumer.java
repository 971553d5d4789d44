package org.tocsin.consumer;

import java.util.OptionalLong;

/**
 * Who presented a key that is in force.
 *
 * @param id its number
 * @param keyId the number of the key it came with
 * @param name what operators call it
 * @param organisation whose scoped listings it also gets, empty for none
 * @param cut which part of the list it gets
 */
public record Consumer(long id, long keyId, String name, OptionalLong organisation, Cut cut) {}
