package io.familygrocer.list.feed;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Links by which a calendar reads lists without a session. A link shows what its person sees at the moment, so it is good
 * for nothing once they have left. Nothing here may log a secret.
 */
@ApplicationScoped
public class FeedService {

    private final FeedRepository feeds;
    private final FamilyStore families;
    private final ListStore store;
    private final MembershipService memberships;
    private final FeedConfig config;
    private final Throttle throttle;
    private final Clock clock = Clock.systemUTC();

    FeedService(
            FeedRepository feeds,
            FamilyStore families,
            ListStore store,
            MembershipService memberships,
            FeedConfig config) {
        this.feeds = feeds;
        this.families = families;
        this.store = store;
        this.memberships = memberships;
        this.config = config;
        this.throttle = new Throttle(config.perMinute());
    }

    /** A link that was made, with the secret that nobody is told again. */
    public record Made(FeedLink link, String secret) {}

    /**
     * A feed.
     *
     * @param revision the family's, which names its version
     * @param text empty where the reader has that version already
     */
    public record Feed(long revision, Optional<String> text) {}

    /**
     * Makes a link; the one that the person had for the same is good for nothing then.
     *
     * @return fails with 404 where they see no such family or list, with 403 for a guest pass
     */
    @WithTransaction
    public Uni<Made> make(Caller caller, UUID familyId, UUID listId) {
        var secret = FeedSecret.fresh();
        return memberships.require(caller, familyId).chain(access -> {
            requirePerson(caller);
            var link = new FeedLink(UUID.randomUUID(), familyId, caller.personId(), listId, clock.instant());
            return lists(access, caller.personId(), listId)
                    .invoke(lists -> {
                        if (listId != null && lists.isEmpty()) {
                            throw ProblemException.notFound();
                        }
                    })
                    .chain(() -> feeds.replace(link, FeedSecret.hash(secret)))
                    .replaceWith(new Made(link, secret));
        });
    }

    /** The caller's links in a family. */
    @WithSession
    public Uni<List<FeedLink>> links(Caller caller, UUID familyId) {
        return memberships.require(caller, familyId).chain(access -> {
            requirePerson(caller);
            return feeds.of(caller.personId(), familyId);
        });
    }

    /** Takes one of the caller's links away; 404 where it is none of theirs. */
    @WithTransaction
    public Uni<Void> revoke(Caller caller, UUID id) {
        return feeds.revoke(caller.personId(), id)
                .invoke(gone -> {
                    if (gone == 0) {
                        throw ProblemException.notFound();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * What a link shows.
     *
     * @param known says whether the reader has a revision already
     * @return fails with 404 where there is no such link, or its person or list is gone, with 429 where it is read too often
     */
    @WithSession
    public Uni<Feed> read(String secret, java.util.function.LongPredicate known) {
        if (!FeedSecret.hasForm(secret)) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return feeds.bySecret(FeedSecret.hash(secret))
                .chain(link -> link == null ? Uni.createFrom().failure(ProblemException.notFound()) : read(link, known))
                .onFailure(e -> !(e instanceof ProblemException))
                .transform(e -> {
                    // As a refusal, since what fails otherwise is logged with its path.
                    Log.errorf(e, "A calendar feed failed");
                    return ProblemException.of(ListProblem.FEED_FAILED, null);
                });
    }

    private Uni<Feed> read(FeedLink link, java.util.function.LongPredicate known) {
        long now = clock.millis();
        if (!throttle.admits(link.id(), now)) {
            throw ProblemException.of(ListProblem.FEED_READ_TOO_OFTEN, null)
                    .with(ProblemException.RETRY_AFTER, Throttle.waitSeconds(now));
        }
        // Without a token: only what is known of the person here counts.
        var person = new Caller(link.personId(), "", Map.of(), null, null);
        return memberships
                .require(person, link.familyId())
                .chain(access -> families.revision(link.familyId())
                        .chain(revision -> lists(access, link.personId(), link.listId())
                                .chain(lists -> {
                                    if (link.listId() != null && lists.isEmpty()) {
                                        throw ProblemException.notFound();
                                    }
                                    return known.test(revision)
                                            ? Uni.createFrom().item(new Feed(revision, Optional.empty()))
                                            : text(link, lists).map(text -> new Feed(revision, Optional.of(text)));
                                })));
    }

    private Uni<String> text(FeedLink link, List<GroceryList> lists) {
        var names = new HashMap<UUID, String>();
        lists.forEach(list -> names.put(list.id(), list.name()));
        String name = link.listId() == null ? "Family Grocer" : lists.getFirst().name();
        return feeds.items(link.familyId(), names.keySet(), config.maxItems())
                .map(items -> Calendar.of(name, items.stream().map(ItemView::of).toList(), names));
    }

    /** The lists that a link shows; of all lists those from which nothing is bought are left out. */
    private Uni<List<GroceryList>> lists(Access access, UUID personId, UUID listId) {
        var viewer = new Viewer(personId, access.onlyList());
        return store.lists(List.of(access.familyId()))
                .map(lists -> lists.stream()
                        .filter(viewer::sees)
                        .filter(list ->
                                listId == null ? isShopped(list) : list.id().equals(listId))
                        .toList());
    }

    private static boolean isShopped(GroceryList list) {
        var view = io.familygrocer.list.store.DocumentView.ListView.of(list);
        return view.archived() == null && view.template() == null;
    }

    private static void requirePerson(Caller caller) {
        if (caller.pass().isPresent()) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "A guest pass has no calendar");
        }
    }
}
