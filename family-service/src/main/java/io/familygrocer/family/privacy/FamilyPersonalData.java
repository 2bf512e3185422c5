package io.familygrocer.family.privacy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.ExportRequest;
import io.familygrocer.platform.privacy.PersonalData;
import io.familygrocer.platform.privacy.Records;
import io.familygrocer.platform.privacy.Subject;

/** People, families and what hangs on them. No hash, key or token is ever exported. */
@ApplicationScoped
class FamilyPersonalData implements PersonalData {

    private final FamilyDataRepository data;

    FamilyPersonalData(FamilyDataRepository data) {
        this.data = data;
    }

    @Override
    public Uni<Map<String, Long>> erase(Erasure erasure) {
        return erasure.subject() == Subject.PERSON
                ? data.removePerson(erasure.personId(), erasure.familyIds())
                : data.removeFamily(erasure.familyId());
    }

    @Override
    public Uni<Void> export(ExportRequest request, Records records) {
        if (request.subject() == Subject.PERSON) {
            UUID personId = request.personId();
            return add(records, () -> data.person(personId))
                    .chain(() -> add(records, () -> data.memberships(personId)))
                    .chain(() -> add(records, () -> data.profile(personId)))
                    .chain(() -> add(records, () -> data.signIns(personId)))
                    .chain(() -> add(records, () -> data.sessions(personId)))
                    .chain(() -> add(records, () -> data.audit(personId)));
        }
        UUID familyId = request.familyIds().getFirst();
        return add(records, () -> data.family(familyId)).chain(() -> add(records, () -> data.members(familyId)));
    }

    private static Uni<Void> add(Records records, Supplier<Uni<List<String>>> read) {
        return read.get().chain(records::add);
    }
}
