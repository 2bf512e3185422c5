package io.familygrocer.list.photo;

import java.time.Clock;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.photo.PhotoRepository.Arrived;
import io.familygrocer.platform.web.ProblemException;

/**
 * Pictures of archives of which all pieces have come. Each is unpacked and kept outside of any transaction, so that
 * nobody waits for it, and then noted in a short one, with which its pieces go. What was interrupted is done again, as
 * the pieces are still there; replicas that do the same do no harm to each other.
 */
@ApplicationScoped
public class PhotoArrivalService {

    private static final Logger LOG = Logger.getLogger(PhotoArrivalService.class);

    private static final int AT_ONCE = 20;

    private final PhotoRepository photos;
    private final PhotoFiles files;
    private final PhotoService service;
    private final PhotoConfig config;
    private final Clock clock = Clock.systemUTC();

    PhotoArrivalService(PhotoRepository photos, PhotoFiles files, PhotoService service, PhotoConfig config) {
        this.photos = photos;
        this.files = files;
        this.service = service;
        this.config = config;
    }

    /** Makes pictures of all that has come; what can't be kept at the moment waits. */
    @Scheduled(
            every = "${grocer.list.photos.arrivals-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> keepAll() {
        return Panache.withSession(() -> photos.arrived(AT_ONCE))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(arrived -> keep(arrived)
                        .replaceWith(1)
                        .onFailure()
                        .invoke(failure -> LOG.warnf(failure, "A photo of an archive can't be kept; it is tried again"))
                        .onFailure()
                        .recoverWithItem(0))
                .collect()
                .with(Collectors.summingInt(Integer::intValue))
                .chain(done -> done < AT_ONCE ? Uni.createFrom().voidItem() : keepAll());
    }

    private Uni<Void> keep(Arrived arrived) {
        return Panache.withSession(() -> photos.pieces(arrived.familyId(), arrived.hash()))
                .chain(pieces -> files.joined(arrived.hash(), pieces))
                .chain(clean -> files.keep(arrived.familyId(), arrived.hash(), clean.picture(), clean.thumbnail())
                        .chain(() -> note(new Photo(
                                arrived.familyId(),
                                arrived.hash(),
                                clean.width(),
                                clean.height(),
                                clean.picture().length))))
                .onFailure(PhotoArrivalService::isNoPicture)
                .recoverWithUni(
                        () -> Panache.withTransaction(() -> photos.forgetPieces(arrived.familyId(), arrived.hash()))
                                .replaceWithVoid());
    }

    /** Whoever takes the pieces notes the picture; where they are gone another has, or the family was erased. */
    Uni<Void> note(Photo photo) {
        return Panache.withTransaction(() -> photos.forgetPieces(photo.familyId(), photo.photo())
                        .chain(pieces -> pieces == 0 ? Uni.createFrom().item(0) : photos.put(photo, clock.instant())))
                .chain(() -> service.forgetUnnoted(photo));
    }

    private static boolean isNoPicture(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ListProblem.NO_PHOTO;
    }

    /** Forgets pieces of which the rest has not come for long. */
    @Scheduled(
            every = "1h",
            delayed = "8m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> photos.forgetPieces(clock.instant().minus(config.piecesAfter())))
                .replaceWithVoid();
    }
}
