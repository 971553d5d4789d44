package org.tocsin.agent.community;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an enrolment did.
 *
 * @param login the machine's public name at the server
 * @param registered whether the machine is new at the server, rather than one that was held before
 * @param written whether the credentials file was written
 * @param replaced where the credentials that were in the file before are kept
 */
public record EnrolmentReport(
    ServerUrl server,
    Standing standing,
    String login,
    boolean registered,
    Path file,
    boolean written,
    Optional<Path> replaced) {}
