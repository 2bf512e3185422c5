package io.familygrocer.list.feed;

import java.time.Instant;
import java.util.UUID;

/**
 * A link as those see it whose it is; its secret is told only once.
 *
 * @param listId the one list that it shows; null for all that the person sees
 */
public record FeedLink(UUID id, UUID familyId, UUID personId, UUID listId, Instant createdAt) {}
