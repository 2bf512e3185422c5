package io.familygrocer.notification.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.ExportRequest;
import io.familygrocer.platform.privacy.PersonalData;
import io.familygrocer.platform.privacy.Records;
import io.familygrocer.platform.privacy.Subject;

/** The inboxes of people, and who is said in them to have done what. */
@ApplicationScoped
class NotificationPersonalData implements PersonalData {

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int PAGE = 500;

    private final InboxDataRepository data;

    NotificationPersonalData(InboxDataRepository data) {
        this.data = data;
    }

    @Override
    public Uni<Map<String, Long>> erase(Erasure erasure) {
        var counts = new LinkedHashMap<String, Long>();
        return (erasure.subject() == Subject.PERSON ? erasePerson(erasure, counts) : eraseFamily(erasure, counts))
                .replaceWith(counts);
    }

    private Uni<Void> erasePerson(Erasure erasure, Map<String, Long> counts) {
        return data.removeInbox(erasure.personId())
                .invoke(rows -> counts.put("notifications", (long) rows))
                .chain(() -> data.forgetActor(erasure.personId()))
                .invoke(rows -> counts.put("mentions", (long) rows))
                .chain(() -> data.blankName(erasure.personId()))
                .chain(() -> data.endMemberships(erasure.familyIds(), erasure.personIds()))
                .invoke(rows -> counts.put("memberships", (long) rows))
                .replaceWithVoid();
    }

    private Uni<Void> eraseFamily(Erasure erasure, Map<String, Long> counts) {
        return data.removeFamily(erasure.familyId())
                .invoke(rows -> counts.put("notifications", (long) rows))
                .replaceWithVoid();
    }

    /** Only a person has an inbox; what a family has is not here. */
    @Override
    public Uni<Void> export(ExportRequest request, Records records) {
        return request.subject() == Subject.PERSON
                ? exportAfter(request.personId(), BEGINNING, records)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> exportAfter(UUID personId, UUID after, Records records) {
        return data.inbox(personId, after, PAGE).chain(page -> {
            List<String> objects =
                    page.stream().map(InboxDataRepository.Entry::json).toList();
            return records.add(objects)
                    .chain(() -> page.size() < PAGE
                            ? Uni.createFrom().voidItem()
                            : exportAfter(personId, page.getLast().id(), records));
        });
    }
}
