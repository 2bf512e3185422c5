package io.familygrocer.list.photo;

import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Pictures of items. They are packed anew and kept under a name that follows from what they show, so that a name never
 * shows anything else. Which item shows which is a field of the item, and goes the way of all fields.
 */
@ApplicationScoped
public class PhotoService {

    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int AT_ONCE = 100;

    private final PhotoRepository photos;
    private final PhotoFiles files;
    private final FamilyStore store;
    private final MembershipService memberships;
    private final PhotoConfig config;
    private final Clock clock = Clock.systemUTC();

    PhotoService(
            PhotoRepository photos,
            PhotoFiles files,
            FamilyStore store,
            MembershipService memberships,
            PhotoConfig config) {
        this.photos = photos;
        this.store = store;
        this.files = files;
        this.memberships = memberships;
        this.config = config;
    }

    /**
     * Keeps a picture.
     *
     * @return fails with 404 for a foreign family, 403 without the right to edit items, 422 where it is no picture, 409
     *     where the family has as many as it may have, 503 where they can't be kept at the moment
     */
    public Uni<Photo> keep(Caller caller, UUID familyId, byte[] sent) {
        return memberships
                .require(caller, familyId)
                .invoke(access -> access.require(Capability.ITEM_EDIT))
                .invoke(() -> requireSize(sent))
                .chain(() -> files.clean(sent))
                .chain(clean -> {
                    String hash = PhotoFiles.hash(clean.picture());
                    var photo = new Photo(familyId, hash, clean.width(), clean.height(), clean.picture().length);
                    return Panache.withTransaction(() -> note(caller, photo))
                            .chain(() -> files.keep(familyId, hash, clean.picture(), clean.thumbnail()))
                            .chain(() -> forgetUnnoted(photo))
                            .replaceWith(photo);
                });
    }

    /**
     * Before its bytes are kept: what is noted is an orphan at worst, which is cleaned away. Under the family's lock
     * nobody leaves and no family is erased.
     */
    private Uni<Void> note(Caller caller, Photo photo) {
        return store.lock(photo.familyId())
                .chain(() -> memberships.require(caller, photo.familyId()))
                .invoke(access -> access.require(Capability.ITEM_EDIT))
                .chain(() -> requireRoom(photo))
                .chain(() -> photos.put(photo, clock.instant()))
                .replaceWithVoid();
    }

    /** Where the family was erased while the bytes were on their way, they are not to stay. */
    Uni<Void> forgetUnnoted(Photo photo) {
        return Panache.withSession(() -> photos.count(photo.familyId(), photo.photo()))
                .chain(there ->
                        there > 0 ? Uni.createFrom().voidItem() : files.remove(photo.familyId(), photo.photo()));
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
                .invoke(count -> {
                    if (count == 0) {
                        throw ProblemException.notFound();
                    }
                })
                .chain(() -> files.read(familyId, hash, thumbnail))
                .map(found -> found.orElseThrow(ProblemException::notFound));
    }

    /** A pass sees what the items of its list show. */
    private Uni<Long> visible(Access access, UUID familyId, String hash) {
        return access.onlyList()
                .map(list -> photos.isOn(familyId, list, hash))
                .orElseGet(() -> photos.count(familyId, hash));
    }

    /** Takes away the bytes of all pictures of a family that is erased; their rows are the caller's to remove. */
    public Uni<Void> removeAll(UUID familyId) {
        return files.removeAll(familyId);
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
                .transformToUniAndConcatenate(photo ->
                        Panache.withTransaction(() -> photos.remove(photo.familyId(), photo.photo(), since)
                                // Within the transaction: whoever sends it in anew waits, and keeps its bytes after us.
                                .chain(removed -> removed == 0
                                        ? Uni.createFrom().voidItem()
                                        : files.remove(photo.familyId(), photo.photo()))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> requireRoom(Photo photo) {
        return photos.count(photo.familyId(), photo.photo())
                .chain(there -> there > 0 ? Uni.createFrom().item(0L) : photos.count(photo.familyId()))
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
}
