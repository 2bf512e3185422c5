package io.familygrocer.family.privacy;

import java.util.Map;

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
        return request.subject() == Subject.PERSON
                ? data.person(request.personId(), records::add)
                : data.family(request.familyIds().getFirst(), records::add);
    }
}
