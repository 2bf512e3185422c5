package io.familygrocer.list.merge;

import java.util.UUID;

/**
 * Which clients last gave a document content (a name, an amount, a re-add), so that a removal can be told what it has
 * not seen. The last client and the last one that was another suffice to answer for any client.
 *
 * @param lastRevision the family's revision of the last touch; 0 where there was none
 * @param lastClient who touched last; null where nobody did
 * @param otherRevision the revision of the last touch by another client than {@code lastClient}; 0 where there was none
 */
public record Touches(long lastRevision, UUID lastClient, long otherRevision) {

    /** Nobody yet. */
    public static final Touches NONE = new Touches(0, null, 0);

    /** These touches and one more, which is newer than all before it. */
    public Touches and(long revision, UUID client) {
        boolean same = client.equals(lastClient);
        return new Touches(revision, client, same ? otherRevision : lastRevision);
    }

    /** The revision of the last touch by anyone but {@code client}. */
    public long byOthersThan(UUID client) {
        return client.equals(lastClient) ? otherRevision : lastRevision;
    }
}
