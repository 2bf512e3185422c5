package io.familygrocer.list.store;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The key of a {@link SyncClient}. */
public class SyncClientId implements Serializable {

    private static final long serialVersionUID = 1L;

    UUID familyId;
    UUID clientId;

    /** For Hibernate. */
    public SyncClientId() {}

    /** The key of a client in a family. */
    public SyncClientId(UUID familyId, UUID clientId) {
        this.familyId = familyId;
        this.clientId = clientId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyncClientId key && key.familyId.equals(familyId) && key.clientId.equals(clientId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(familyId, clientId);
    }
}
