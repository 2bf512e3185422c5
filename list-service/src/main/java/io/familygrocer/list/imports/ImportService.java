package io.familygrocer.list.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.hibernate.reactive.mutiny.Mutiny;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Brings lists from other apps. A file is read and written in batches, all of them in one transaction under the family's
 * lock, so that memory does not grow with it and what fails leaves nothing. A dry run is the same, rolled back at its end.
 * The ids of what is imported follow from the file and the family, so the same file twice changes nothing.
 */
@ApplicationScoped
public class ImportService {

    private final FamilyStore families;
    private final ListStore store;
    private final MembershipService memberships;
    private final ChangeService changes;
    private final Outbox outbox;
    private final FieldReader fields;
    private final ImportConfig config;
    private final Semaphore running;

    ImportService(
            FamilyStore families,
            ListStore store,
            MembershipService memberships,
            ChangeService changes,
            Outbox outbox,
            MutationReader mutations,
            ImportConfig config) {
        this.families = families;
        this.store = store;
        this.memberships = memberships;
        this.changes = changes;
        this.outbox = outbox;
        this.fields = new FieldReader(mutations);
        this.config = config;
        this.running = new Semaphore(config.concurrent());
    }

    /**
     * What is to be imported.
     *
     * @param format the name of a form, or {@code auto}
     * @param list the list for items of which the file names none
     */
    public record Request(UUID familyId, String format, String list, boolean dryRun) {}

    /** Somebody who watches an import. */
    public interface Watcher {

        /** Nobody: the import runs to its end. */
        Watcher NONE = new Watcher() {
            @Override
            public void hears(ImportProgress progress) {
                // Nobody asked.
            }

            @Override
            public boolean gone() {
                return false;
            }
        };

        /** Hears how far it is. */
        void hears(ImportProgress progress);

        /** Whether nobody waits for it any more: it is rolled back then. */
        boolean gone();
    }

    /**
     * Takes in a file that may be imported: the caller may, and it is of a known form. Blocks while it arrives.
     *
     * @return what {@link #run} runs, or {@link Ready#close} takes away
     * @throws ProblemException 404 for a foreign family, 403 without the right, 422 where it can't be read
     */
    public Ready prepare(Caller caller, Request request, InputStream body) {
        Formats.requireKnown(request.format());
        var onEventLoop = currentContext();
        var access = Uni.createFrom()
                .deferred(() -> memberships.require(caller, request.familyId()))
                .runSubscriptionOn(onEventLoop)
                .invoke(found -> found.require(Capability.IMPORT))
                .await()
                .indefinitely();
        SpooledFile file = null;
        try {
            file = SpooledFile.of(body, config.maxSize().asLongValue());
            return new Ready(caller, access, request, Formats.named(request.format(), file), file, onEventLoop);
        } catch (IOException | RuntimeException e) {
            if (file != null) {
                file.close();
            }
            throw refusal(e, request.format());
        }
    }

    /** A file that is here and may be imported. */
    public record Ready(
            Caller caller, Access access, Request request, FormatReader format, SpooledFile file, Executor onEventLoop)
            implements AutoCloseable {

        @Override
        public void close() {
            file.close();
        }
    }

    /**
     * Imports a file, or says what that would do, and takes the file away.
     *
     * @return fails with a refusal where it can't be read or does not fit; nothing of it is there then
     */
    public Uni<ImportReport> run(Ready ready, Watcher watcher) {
        if (!running.tryAcquire()) {
            ready.close();
            return Uni.createFrom()
                    .failure(ProblemException.of(ListProblem.TOO_MANY_IMPORTS, null)
                            .with(ProblemException.RETRY_AFTER, 10));
        }
        var batches = Batches.of(ready.format(), ready.file(), config, fields);
        return Uni.createFrom()
                .deferred(() -> outbox.transaction(() -> start(ready)
                        .chain(run -> everything(ready, run, batches, watcher)
                                .chain(() -> endOf(ready))
                                .replaceWith(run))))
                .runSubscriptionOn(ready.onEventLoop())
                .invoke(run -> {
                    if (!ready.request().dryRun() && run.revision() > 0) {
                        changes.announce(ready.request().familyId(), run.revision());
                    }
                })
                .map(run -> run.report(ready.request().dryRun(), ready.format().name(), batches))
                .onFailure()
                .transform(e -> refusal(e, ready.format().name()))
                .eventually(() -> {
                    batches.close();
                    ready.close();
                    running.release();
                });
    }

    private Uni<ImportRun> start(Ready ready) {
        UUID familyId = ready.request().familyId();
        return families.lock(familyId)
                .chain(() -> store.lists(java.util.Set.of(familyId)))
                .map(lists -> new ImportRun(
                        familyId,
                        ready.request().list(),
                        lists,
                        new Viewer(ready.caller().personId(), ready.access().onlyList())));
    }

    /** A dry run has done all that a real one does, and leaves nothing. */
    private static Uni<Void> endOf(Ready ready) {
        return ready.request().dryRun()
                ? Panache.currentTransaction()
                        .invoke(Mutiny.Transaction::markForRollback)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> everything(Ready ready, ImportRun run, Batches batches, Watcher watcher) {
        return Multi.createBy()
                .repeating()
                .uni(() -> batches.next(ready.onEventLoop())
                        .chain(batch -> write(ready, run, batch)
                                .invoke(() -> tell(run, watcher))
                                .replaceWith(batch)))
                .until(Batches.Batch::last)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static void tell(ImportRun run, Watcher watcher) {
        if (watcher.gone()) {
            throw new Abandoned();
        }
        watcher.hears(run.progress());
    }

    private Uni<Void> write(Ready ready, ImportRun run, Batches.Batch batch) {
        UUID familyId = ready.request().familyId();
        var items = run.byId(batch);
        return store.items(familyId, items.keySet())
                .map(found -> found.stream().map(Item::id).collect(Collectors.toSet()))
                .chain(present -> {
                    var mutations = run.mutations(batch, items, present);
                    return mutations.isEmpty()
                            ? count(
                                    run,
                                    items.size(),
                                    present.size(),
                                    new ChangeService.AllApplied(run.revision(), true, 0))
                            : changes.applyWithin(ready.caller(), familyId, mutations)
                                    .chain(applied -> count(run, items.size(), present.size(), applied));
                });
    }

    private static Uni<Void> count(ImportRun run, int items, int present, ChangeService.AllApplied applied) {
        run.count(items, present, applied.merged(), applied.revision());
        return Panache.getSession()
                .chain(session -> session.flush().invoke(session::clear))
                .replaceWithVoid();
    }

    /** Whatever a file does to its reader is the file's fault; what the database does is not. */
    private static RuntimeException refusal(Throwable e, String format) {
        return switch (e) {
            case ProblemException refusal -> refusal;
            case JsonProcessingException json
            when json.getLocation() != null ->
                unreadable("line %d, column %d"
                        .formatted(
                                json.getLocation().getLineNr(),
                                json.getLocation().getColumnNr()));
            case CharacterCodingException text -> unreadable("It is not in UTF-8");
            case IOException io -> unreadable("It is not of the form " + format);
            case IllegalArgumentException wrong -> unreadable(wrong.getMessage());
            case RuntimeException other -> other;
            default -> new IllegalStateException(e);
        };
    }

    private static ProblemException unreadable(String detail) {
        return ProblemException.of(ListProblem.UNREADABLE_FILE, detail);
    }

    private static Executor currentContext() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    /** Nobody waits for it. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("nobody waits for the import", null, false, false);
        }
    }
}
