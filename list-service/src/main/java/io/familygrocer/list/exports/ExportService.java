package io.familygrocer.list.exports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.replica.ReadReplica;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.DocumentView.ListView;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Gives lists out, page by page: memory does not grow with them, and neither a session nor a lock is held meanwhile. */
@ApplicationScoped
public class ExportService {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final ListStore store;
    private final MembershipService memberships;
    private final ReadReplica replica;
    private final ObjectMapper json;

    ExportService(ListStore store, MembershipService memberships, ReadReplica replica, ObjectMapper json) {
        this.store = store;
        this.memberships = memberships;
        this.replica = replica;
        this.json = json;
    }

    /** Lists that may go out; their items are read while they do. */
    public record Lists(List<ListView> lists) {}

    /**
     * One list.
     *
     * @return fails with 404 where the caller sees no such list
     */
    @WithSession
    public Uni<Lists> one(Caller caller, UUID listId) {
        return memberships
                .all(caller)
                .chain(access -> store.list(access.keySet(), listId).map(list -> {
                    if (list == null
                            || !new Viewer(
                                            caller.personId(),
                                            access.get(list.familyId()).onlyList())
                                    .sees(list)) {
                        throw ProblemException.notFound();
                    }
                    return new Lists(List.of(ListView.of(list)));
                }));
    }

    /**
     * The lists of a family that the caller sees, in the order in which they were made.
     *
     * @return fails with 404 for a foreign family
     */
    @WithSession
    public Uni<Lists> all(Caller caller, UUID familyId) {
        return memberships.require(caller, familyId).chain(access -> {
            var viewer = new Viewer(caller.personId(), access.onlyList());
            return store.lists(List.of(familyId))
                    .map(lists -> new Lists(lists.stream()
                            .filter(viewer::sees)
                            .map((GroceryList list) -> ListView.of(list))
                            .toList()));
        });
    }

    /**
     * The text of an export, in pieces.
     *
     * @param seen the revision of the family that the caller has seen, at which a replica may answer; empty for the newest
     */
    public Multi<String> write(Lists lists, ExportFormat format, Optional<Long> seen) {
        var writer = format.writer(json);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(writer::start),
                        Multi.createFrom()
                                .iterable(lists.lists())
                                .onItem()
                                .transformToMultiAndConcatenate(list -> write(list, writer, seen)),
                        Multi.createFrom().item(writer::end))
                .filter(text -> !text.isEmpty());
    }

    private Multi<String> write(ListView list, ExportWriter writer, Optional<Long> seen) {
        UUID[] after = {FIRST};
        var pages = Multi.createBy()
                .repeating()
                .uni(() -> page(list, after[0], seen))
                .whilst(items -> items.size() == PAGE)
                .invoke(items ->
                        after[0] = items.isEmpty() ? after[0] : items.getLast().id())
                .map(writer::items);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(() -> writer.list(list)),
                        pages,
                        Multi.createFrom().item(writer::listEnd));
    }

    private Uni<List<ItemView>> page(ListView list, UUID after, Optional<Long> seen) {
        return replica.read(
                list.familyId(),
                seen,
                () -> store.itemsOf(list.familyId(), list.id(), after, PAGE)
                        .map(items -> items.stream().map(ItemView::of).toList()));
    }
}
