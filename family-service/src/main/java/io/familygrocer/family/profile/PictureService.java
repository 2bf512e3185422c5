package io.familygrocer.family.profile;

import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.Revised;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Pictures of people, for those who are in a family with them. */
@ApplicationScoped
public class PictureService {

    private final Outbox outbox;
    private final PictureRepository pictures;
    private final AccountService accounts;
    private final FamilyService families;
    private final PictureConfig config;

    PictureService(
            Outbox outbox,
            PictureRepository pictures,
            AccountService accounts,
            FamilyService families,
            PictureConfig config) {
        this.outbox = outbox;
        this.pictures = pictures;
        this.accounts = accounts;
        this.families = families;
        this.config = config;
    }

    /** Gives a person a picture; fails with BAD_PICTURE or PICTURE_TOO_LARGE. Its metadata is not kept. */
    public Uni<Void> put(UUID personId, byte[] bytes) {
        var picture = accept(bytes);
        return outbox.transaction(() -> accounts.lock(personId)
                .chain(() -> pictures.findById(personId))
                .chain(found -> {
                    var mine = found == null ? new Picture() : found;
                    mine.personId = personId;
                    mine.change(picture, Clock.systemUTC().instant());
                    return pictures.persist(mine);
                })
                .replaceWithVoid());
    }

    /** Takes a person's picture away; that there is none is fine. */
    public Uni<Void> delete(UUID personId) {
        return outbox.transaction(() -> pictures.deleteById(personId)).replaceWithVoid();
    }

    /** A person's own picture; 404 where there is none. */
    public Uni<Revised<PictureView>> own(UUID personId) {
        return Panache.withSession(() -> pictures.findById(personId))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .map(found -> new Revised<>(new PictureView(found.mediaType, found.bytes), found.revision));
    }

    /** The picture of a member, for members of the same family; 404 for anybody else, and where there is none. */
    public Uni<Revised<PictureView>> ofMember(UUID callerId, UUID familyId, UUID memberId) {
        return Panache.withSession(() -> families.roleOf(callerId, familyId)
                .chain(() -> families.roleOf(memberId, familyId))
                .chain(() -> own(memberId)));
    }

    private CleanPicture accept(byte[] bytes) {
        if (bytes.length > config.bytes()) {
            throw tooLarge("At most %d bytes".formatted(config.bytes()));
        }
        var picture = CleanPicture.read(bytes)
                .orElseThrow(
                        () -> ProblemException.of(FamilyProblem.BAD_PICTURE, "JPEG, PNG or WebP that does not move"));
        if (picture.width() < 1
                || picture.height() < 1
                || picture.width() > config.side()
                || picture.height() > config.side()) {
            throw tooLarge("At most %d pixels a side".formatted(config.side()));
        }
        return picture;
    }

    private static ProblemException tooLarge(String detail) {
        return ProblemException.of(FamilyProblem.PICTURE_TOO_LARGE, detail);
    }
}
