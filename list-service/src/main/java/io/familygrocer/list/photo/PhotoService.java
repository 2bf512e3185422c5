package io.familygrocer.list.photo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Pictures of items. They are packed anew and kept under a name that follows from what they show, so that a name never
 * shows anything else. Which item shows which is a field of the item, and goes the way of all fields.
 */
@ApplicationScoped
public class PhotoService {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int AT_ONCE = 100;

    private final PhotoRepository photos;
    private final PhotoStore store;
    private final MembershipService memberships;
    private final PhotoConfig config;
    private final Semaphore unpacking;
    private final Executor workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("photo").factory());
    private final Clock clock = Clock.systemUTC();

    PhotoService(PhotoRepository photos, PhotoStore store, MembershipService memberships, PhotoConfig config) {
        this.photos = photos;
        this.store = store;
        this.memberships = memberships;
        this.config = config;
        this.unpacking = new Semaphore(config.concurrent());
    }

    /**
     * Keeps a picture.
     *
     * @return fails with 404 for a foreign family, 403 without the right to edit items, 422 where it is no picture, 409
     *     where the family has as many as it may have
     */
    public Uni<Photo> keep(Caller caller, UUID familyId, byte[] sent) {
        return memberships
                .require(caller, familyId)
                .invoke(access -> access.require(Capability.ITEM_EDIT))
                .invoke(() -> requireSize(sent))
                .chain(() -> blocking(() -> {
                    var clean = clean(sent);
                    String hash = hash(clean.picture());
                    return new Kept(
                            new Photo(familyId, hash, clean.width(), clean.height(), clean.picture().length), clean);
                }))
                .chain(kept -> requireRoom(kept.photo)
                        .chain(() -> blocking(() -> {
                            store.put(familyId, name(kept.photo.photo(), false), kept.clean.picture());
                            store.put(familyId, name(kept.photo.photo(), true), kept.clean.thumbnail());
                            return kept;
                        }))
                        .chain(() -> Panache.withTransaction(() -> photos.put(kept.photo, clock.instant())))
                        .replaceWith(kept.photo));
    }

    /**
     * A picture as JPEG.
     *
     * @param thumbnail whether the small one is asked for
     * @return fails with 404 where the caller sees no such picture
     */
    public Uni<byte[]> read(Caller caller, UUID familyId, String hash, boolean thumbnail) {
        if (!HASH.matcher(hash).matches()) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return memberships
                .require(caller, familyId)
                .chain(access -> Panache.withSession(() -> visible(access, familyId, hash)))
                .chain(count -> count == 0
                        ? Uni.createFrom().failure(ProblemException.notFound())
                        : blocking(() ->
                                store.get(familyId, name(hash, thumbnail)).orElseThrow(ProblemException::notFound)));
    }

    /** A pass sees what the items of its list show. */
    private Uni<Long> visible(Access access, UUID familyId, String hash) {
        return access.onlyList()
                .map(list -> photos.isOn(familyId, list, hash))
                .orElseGet(() -> photos.count(familyId, hash));
    }

    /** Takes away the bytes of all pictures of a family that is erased; their rows are the caller's to remove. */
    public Uni<Void> removeAll(UUID familyId) {
        return blocking(() -> {
            store.removeAll(familyId);
            return null;
        });
    }

    /** Takes away what no item has shown for long. */
    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> clean() {
        return removeOrphans(clock.instant().minus(config.orphansAfter()));
    }

    Uni<Void> removeOrphans(java.time.Instant since) {
        return Panache.withSession(() -> photos.orphans(since, AT_ONCE))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(photo -> Panache.withTransaction(
                                () -> photos.remove(photo.familyId(), photo.photo(), since))
                        .chain(removed -> removed == 0
                                ? Uni.createFrom().voidItem()
                                : blocking(() -> {
                                    store.remove(photo.familyId(), name(photo.photo(), false));
                                    store.remove(photo.familyId(), name(photo.photo(), true));
                                    return null;
                                })))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> requireRoom(Photo photo) {
        return Panache.withSession(() -> photos.count(photo.familyId(), photo.photo())
                        .chain(there -> there > 0 ? Uni.createFrom().item(0L) : photos.count(photo.familyId())))
                .invoke(count -> {
                    if (count >= config.maxPerFamily()) {
                        throw ProblemException.of(
                                ListProblem.LIMIT_REACHED, "At most %d photos".formatted(config.maxPerFamily()));
                    }
                })
                .replaceWithVoid();
    }

    private void requireSize(byte[] sent) {
        if (sent.length > config.maxSize().asLongValue()) {
            throw ProblemException.of(
                    ListProblem.NO_PHOTO,
                    "At most %d bytes are taken".formatted(config.maxSize().asLongValue()));
        }
    }

    /** Few at a time: unpacked pictures are large. */
    private CleanPhoto clean(byte[] sent) {
        unpacking.acquireUninterruptibly();
        try {
            return CleanPhoto.of(sent, config);
        } finally {
            unpacking.release();
        }
    }

    /** Away from the event loop, and back to where the caller is. */
    private <T> Uni<T> blocking(Supplier<T> work) {
        var context = Vertx.currentContext();
        return Uni.createFrom().item(work).runSubscriptionOn(workers).emitOn(task -> {
            if (context == null) {
                task.run();
            } else {
                context.runOnContext(ignored -> task.run());
            }
        });
    }

    private static String name(String hash, boolean thumbnail) {
        return hash + (thumbnail ? ".small.jpg" : ".jpg");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Kept(Photo photo, CleanPhoto clean) {}
}
