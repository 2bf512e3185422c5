package io.familygrocer.platform.privacy;

import java.util.Map;

import io.smallrye.mutiny.Uni;

/** What a service knows about people and families. Each service that has such data implements it once. */
public interface PersonalData {

    /**
     * Erases, in the current transaction, and from caches; may come again for what is erased already.
     *
     * @return how many rows of what were erased or made anonymous, for the report
     */
    Uni<Map<String, Long>> erase(Erasure erasure);

    /** Says all that is known, in the current transaction. */
    Uni<Void> export(ExportRequest request, Records records);

    /**
     * Takes in what an export once said, in the current transaction. What does not fit the service's bounds is left
     * out.
     */
    default Uni<Void> take(ImportPart part) {
        return Uni.createFrom().voidItem();
    }

    /** Puts a person in the place of a placeholder, in the current transaction; may come again. */
    default Uni<Void> recognise(Recognition recognition) {
        return Uni.createFrom().voidItem();
    }
}
