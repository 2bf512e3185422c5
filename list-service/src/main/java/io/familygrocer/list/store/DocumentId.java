package io.familygrocer.list.store;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The key of a document: the family first, so that a family's rows lie together and on one shard. */
public class DocumentId implements Serializable {

    private static final long serialVersionUID = 1L;

    UUID familyId;
    UUID id;

    /** For Hibernate. */
    public DocumentId() {}

    /** The key of a document of a family. */
    public DocumentId(UUID familyId, UUID id) {
        this.familyId = familyId;
        this.id = id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DocumentId key && key.familyId.equals(familyId) && key.id.equals(id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(familyId, id);
    }
}
