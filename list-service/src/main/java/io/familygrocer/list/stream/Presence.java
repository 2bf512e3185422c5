package io.familygrocer.list.stream;

import java.util.List;
import java.util.UUID;

import io.familygrocer.list.store.Audience;

/**
 * Said within the process: who is on a trip now.
 *
 * @param audience who may know
 */
public record Presence(UUID familyId, UUID listId, UUID tripId, List<UUID> present, Audience audience) {}
