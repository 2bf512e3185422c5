package io.familygrocer.family.family;

import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.family.account.AccountService;
import io.familygrocer.platform.events.Outbox;

/**
 * Says what has changed in a family, and what the family is like since: the event for those who listen, and the snapshot
 * for those who come later, both in the transaction of the change and under the family's lock.
 */
@ApplicationScoped
public class SnapshotService {

    private static final Logger LOG = Logger.getLogger(SnapshotService.class);
    private static final int BATCH = 100;

    private final Outbox outbox;
    private final FamilyRepository families;
    private final MemberRepository members;
    private final AccountService accounts;
    private final OpenPasses passes;

    SnapshotService(
            Outbox outbox,
            FamilyRepository families,
            MemberRepository members,
            AccountService accounts,
            OpenPasses passes) {
        this.outbox = outbox;
        this.families = families;
        this.members = members;
        this.accounts = accounts;
        this.passes = passes;
    }

    /**
     * Publishes a change, in the current transaction.
     *
     * @param event what has changed, for the version that it makes
     */
    Uni<Void> changed(Family family, LongFunction<FamilyEvent> event) {
        return outbox.add(event.apply(family.changed())).chain(() -> write(family));
    }

    /** Writes the snapshot of a family as it is in the current transaction. */
    Uni<Void> write(Family family) {
        family.snapshotVersion = family.version;
        return members.in(family.id)
                .chain(all -> accounts.names(all.stream().map(Member::personId).toList())
                        .chain(names -> passes.of(family.id)
                                .chain(open -> outbox.addTo(
                                        FamilySnapshot.TOPIC,
                                        new FamilySnapshot(
                                                family.id,
                                                family.name,
                                                family.version,
                                                family.isDissolved()
                                                        ? FamilySnapshot.State.DISSOLVED
                                                        : FamilySnapshot.State.ACTIVE,
                                                all.stream()
                                                        .map(member -> member.snapshot(names))
                                                        .toList(),
                                                open,
                                                family.preferences)))));
    }

    /** Makes the topic forget a family, in the current transaction: the last word, once the family is erased. */
    public Uni<Void> forget(UUID familyId) {
        return outbox.addTombstone(FamilySnapshot.TOPIC, FamilySnapshot.TYPE, familyId.toString());
    }

    /** Has the snapshots of all families written again, by the sweeps that follow; for operators whose topic is gone. */
    public Uni<Integer> republishAll() {
        return families.unpublishAll()
                .invoke(count -> LOG.infof("The snapshots of %d families will be written again", count));
    }

    /** Writes the snapshots that are not there: of families from before there were any, or after a republish. */
    @Scheduled(
            every = "${grocer.family.snapshot-sweep:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return publishSome()
                .repeat()
                .until(count -> count < BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> publishSome() {
        return outbox.transaction(() -> families.nextToPublish(BATCH)
                        .call(ids -> Multi.createFrom()
                                .iterable(ids)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        id -> families.findById(id).chain(this::write))
                                .collect()
                                .last()))
                .map(List::size);
    }
}
