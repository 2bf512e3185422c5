package io.familygrocer.list.store;

import java.io.Serializable;
import java.util.UUID;

/** The key of a {@link SyncClient}. */
public record SyncClientId(UUID familyId, UUID clientId) implements Serializable {}
