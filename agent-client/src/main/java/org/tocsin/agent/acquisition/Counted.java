package org.tocsin.agent.acquisition;

/**
 * What a source has done since it was started.
 *
 * @param name what the source is called
 * @param module its kind
 * @param lines how many lines went all the way
 * @param bytes how many bytes were read
 * @param cut how many lines were cut because of their length
 * @param dropped how many lines or messages could not be used
 */
public record Counted(String name, String module, long lines, long bytes, long cut, long dropped) {}
