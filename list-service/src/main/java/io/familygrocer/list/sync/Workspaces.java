package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.TripStore;
import io.familygrocer.platform.web.Caller;

/** Reads what mutations are about, and writes what they came to; within a transaction that holds the family's lock. */
@ApplicationScoped
class Workspaces {

    private final ListStore lists;
    private final TripStore trips;
    private final HistoryRepository log;
    private final MembershipService memberships;
    private final Ledger ledger;
    private final TripClosing closing;
    private final ListConfig config;

    Workspaces(
            ListStore lists,
            TripStore trips,
            HistoryRepository log,
            MembershipService memberships,
            Ledger ledger,
            TripClosing closing,
            ListConfig config) {
        this.lists = lists;
        this.trips = trips;
        this.log = log;
        this.memberships = memberships;
        this.ledger = ledger;
        this.closing = closing;
        this.config = config;
    }

    /** A workspace for these mutations of a caller. */
    Uni<Workspace> open(FamilyRevision family, Caller caller, Access access, List<Mutation> mutations) {
        return memberships
                .membersAmong(family.familyId(), Assignees.named(mutations))
                .map(members -> new Assignees(members, caller.personId()))
                .map(assignees -> new Workspace.Call(
                        family,
                        caller,
                        access,
                        assignees,
                        config,
                        Clock.systemUTC().instant()))
                .chain(call -> Workspace.open(lists, trips, log, call, mutations));
    }

    /** A workspace for the mutations of a caller, which are about no more than these documents and name no other member. */
    Workspace with(FamilyRevision family, Caller caller, Access access, List<Item> items, List<GroceryList> lists) {
        return Workspace.with(
                new Workspace.Call(
                        family,
                        caller,
                        access,
                        new Assignees(Set.of(), caller.personId()),
                        config,
                        Clock.systemUTC().instant()),
                items,
                lists);
    }

    /** As {@link Workspace#save}. */
    Uni<Void> save(Workspace workspace, SyncClient client) {
        return workspace.save(trips, ledger, closing, client);
    }
}
