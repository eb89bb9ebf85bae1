package org.shootdown.catalogue;

/**
 * One value of one axis: a policy, a backend, an operation, a walker, a CPU situation.
 *
 * @param id its stable name, lower case with dashes
 * @param description one line for people
 */
public record Choice(String id, String description) {}
