package io.familygrocer.list.merge;

import java.util.UUID;

/**
 * Who makes a change, when, and at which place in the family's order.
 *
 * @param personId the person
 * @param at the writer's stamp, already pulled back where its clock runs ahead
 * @param revision the revision that the family gets by this change
 * @param asks whether what they add waits for an adult's yes
 */
public record Author(UUID personId, Stamp at, long revision, boolean asks) {}
