package org.tocsin.enrolment;

import java.util.OptionalLong;

/**
 * A registered agent, as far as a request needs to know it.
 *
 * @param id its number
 * @param login the machine id it registered with
 * @param organisation the organisation it is enrolled in, empty before enrolment
 * @param blocked whether an operator shut it out, or all of its organisation
 */
public record Agent(int id, String login, OptionalLong organisation, boolean blocked) {}
