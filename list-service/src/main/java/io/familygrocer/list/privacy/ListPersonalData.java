package io.familygrocer.list.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.photo.PhotoArchive;
import io.familygrocer.list.photo.PhotoService;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.suggestion.SuggestionService;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.ExportRequest;
import io.familygrocer.platform.privacy.ImportPart;
import io.familygrocer.platform.privacy.PersonalData;
import io.familygrocer.platform.privacy.Recognition;
import io.familygrocer.platform.privacy.Records;
import io.familygrocer.platform.privacy.Subject;

/**
 * The lists of families, and who did what on them. A family is locked while it is read or rewritten, so that an export
 * is one moment of it.
 */
@ApplicationScoped
class ListPersonalData implements PersonalData {

    private static final int PAGE = 1_000;

    /** The last ones; of older ones the totals are what counts. */
    private static final int PURCHASES = 10_000;

    private final FamilyStore store;
    private final ErasureRepository erasures;
    private final ArchiveRepository archive;
    private final PhotoService photos;
    private final PhotoArchive pictures;
    private final SuggestionService suggestions;
    private final ListConfig config;
    private final MutationReader reader;
    private final ObjectMapper json;

    ListPersonalData(
            FamilyStore store,
            ErasureRepository erasures,
            ArchiveRepository archive,
            PhotoService photos,
            PhotoArchive pictures,
            SuggestionService suggestions,
            ListConfig config,
            MutationReader reader,
            ObjectMapper json) {
        this.photos = photos;
        this.pictures = pictures;
        this.suggestions = suggestions;
        this.store = store;
        this.erasures = erasures;
        this.archive = archive;
        this.config = config;
        this.reader = reader;
        this.json = json;
    }

    @Override
    public Uni<Map<String, Long>> erase(Erasure erasure) {
        var counts = new LinkedHashMap<String, Long>();
        return (erasure.subject() == Subject.PERSON
                        ? erasePerson(erasure, counts)
                        : eraseFamily(erasure.familyId(), counts))
                .replaceWith(counts);
    }

    private Uni<Void> erasePerson(Erasure erasure, Map<String, Long> counts) {
        UUID personId = erasure.personId();
        counts.put("items", 0L);
        return erasures.familiesWith(personId)
                .chain(families -> {
                    Uni<Void> done = Uni.createFrom().voidItem();
                    for (UUID family : families) {
                        done = done.chain(() -> forgetLists(family, personId))
                                .chain(() -> replaceAuthor(family, personId, Erasure.FORMER_MEMBER))
                                .invoke(rows -> counts.merge("items", (long) rows, Long::sum))
                                .replaceWithVoid();
                    }
                    return done;
                })
                .chain(() -> erasures.removeClients(personId))
                .invoke(rows -> counts.put("clients", (long) rows))
                .chain(() -> erasures.removeFeeds(personId))
                .invoke(rows -> counts.put("calendars", (long) rows))
                .chain(() -> erasures.endMemberships(erasure.familyIds(), erasure.personIds()))
                .invoke(rows -> counts.put("memberships", (long) rows))
                .replaceWithVoid();
    }

    /** The items get new revisions, so that every replica takes the change. */
    private Uni<Integer> replaceAuthor(UUID familyId, UUID personId, UUID by) {
        return store.lock(familyId)
                .chain(family -> erasures.replaceAuthor(familyId, personId, by, family.revision())
                        .invoke(rows -> skip(family, rows)))
                .call(() -> erasures.replaceInLog(familyId, personId, by));
    }

    @Override
    public Uni<Void> recognise(Recognition who) {
        return replaceAuthor(who.familyId(), who.placeholderId(), who.personId())
                .replaceWithVoid();
    }

    /** What nobody else sees goes; other lists lose their owner. */
    private Uni<Void> forgetLists(UUID familyId, UUID personId) {
        return store.lock(familyId)
                .chain(family -> erasures.forgetOwn(familyId, personId)
                        .invoke(removed -> {
                            family.countItems(-removed.items());
                            family.countLists(-removed.lists());
                        })
                        .chain(() -> erasures.forgetOwner(familyId, personId, family.revision()))
                        .invoke(rows -> skip(family, rows))
                        .chain(() -> erasures.forgetOnTrips(familyId, personId, family.revision()))
                        .invoke(rows -> skip(family, rows)))
                .replaceWithVoid();
    }

    private Uni<Void> eraseFamily(UUID familyId, Map<String, Long> counts) {
        // Under its lock: what is computed or sent in meanwhile comes before, and goes too, or finds nothing any more.
        return store.lock(familyId)
                .chain(() -> erasures.removeFamily(familyId))
                .invoke(counts::putAll)
                .chain(() -> photos.removeAll(familyId))
                .chain(() -> suggestions.forget(familyId));
    }

    @Override
    public Uni<Void> export(ExportRequest request, Records records) {
        if (request.subject() == Subject.PERSON) {
            UUID person = request.personId();
            return page(after -> archive.doneBy(person, after, PAGE), ArchiveRepository.START, records)
                    .chain(() -> page(after -> archive.logBy(person, after, PAGE), ArchiveRepository.START, records))
                    .chain(() ->
                            page(after -> archive.privateLists(person, after, PAGE), ArchiveRepository.START, records));
        }
        UUID familyId = request.familyIds().getFirst();
        // What is slow first: nobody of the family waits for it.
        return pictures.read(familyId)
                .chain(read -> store.lock(familyId)
                        .chain(() -> exportFamily(familyId, records))
                        .chain(() -> pictures.write(familyId, read, records::add)));
    }

    private Uni<Void> exportFamily(UUID familyId, Records records) {
        return page(after -> archive.lists(familyId, after, PAGE), ArchiveRepository.START, records)
                .chain(() -> page(after -> archive.items(familyId, after, PAGE), ArchiveRepository.START, records))
                .chain(() -> page(after -> archive.log(familyId, after, PAGE), ArchiveRepository.START, records))
                .chain(() -> archive.purchases(familyId, PURCHASES))
                .chain(rows -> records.add(
                        rows.stream().map(ArchiveRepository.Row::json).toList()));
    }

    private static Uni<Void> page(
            java.util.function.Function<ArchiveRepository.Place, Uni<List<ArchiveRepository.Row>>> read,
            ArchiveRepository.Place after,
            Records records) {
        return read.apply(after)
                .chain(rows -> records.add(
                                rows.stream().map(ArchiveRepository.Row::json).toList())
                        .chain(() -> rows.size() < PAGE
                                ? Uni.createFrom().voidItem()
                                : page(read, rows.getLast().place(), records)));
    }

    @Override
    public Uni<Void> take(ImportPart part) {
        var read = part.records().stream()
                .map(record -> ImportedRecord.of(record, json, reader))
                .filter(Objects::nonNull)
                .toList();
        var lists = read.stream().filter(r -> r.kind().equals("list")).toList();
        var items = read.stream().filter(r -> r.kind().equals("item")).toList();
        return store.lock(part.familyId())
                .chain(family -> takeLists(family, lists)
                        .chain(() -> takeItems(family, items))
                        .chain(() -> pictures.take(part.familyId(), part.records())));
    }

    private Uni<Void> takeLists(FamilyRevision family, List<ImportedRecord> lists) {
        var fitting = lists.stream()
                .limit(Math.max(0, config.maxLists() - family.lists()))
                .toList();
        return archive.insertLists(family.familyId(), write(fitting), family.revision())
                .invoke(rows -> {
                    skip(family, rows);
                    family.countLists(rows);
                })
                .replaceWithVoid();
    }

    private Uni<Void> takeItems(FamilyRevision family, List<ImportedRecord> items) {
        var fitting = items.stream()
                .limit(Math.max(0, config.maxItems() - family.items()))
                .toList();
        return archive.insertItems(family.familyId(), write(fitting), family.revision())
                .invoke(rows -> {
                    skip(family, rows);
                    family.countItems(rows);
                })
                .replaceWithVoid();
    }

    private String write(List<ImportedRecord> records) {
        return json.valueToTree(records).toString();
    }

    private static void skip(FamilyRevision family, int revisions) {
        for (int i = 0; i < revisions; i++) {
            family.next();
        }
    }
}
