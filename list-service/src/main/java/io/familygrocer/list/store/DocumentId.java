package io.familygrocer.list.store;

import java.io.Serializable;
import java.util.UUID;

/** The key of a document: the family first, so that a family's rows lie together and on one shard. */
public record DocumentId(UUID familyId, UUID id) implements Serializable {}
