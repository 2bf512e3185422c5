package io.familygrocer.list.photo;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

/** The pictures of a family on their way into an archive and out of one, within the current transaction. */
@ApplicationScoped
public class PhotoArchive {

    private final PhotoRepository photos;
    private final PhotoFiles files;
    private final PhotoConfig config;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    PhotoArchive(PhotoRepository photos, PhotoFiles files, PhotoConfig config, ObjectMapper json) {
        this.photos = photos;
        this.files = files;
        this.config = config;
        this.json = json;
    }

    /**
     * Says the pictures that are shown on lists that everybody in the family sees, those that were sent last first. What
     * is beyond the bound of an archive is named as left out.
     *
     * @param records takes JSON objects, some at a time
     */
    public Uni<Void> write(UUID familyId, Function<List<String>, Uni<Void>> records) {
        return photos.shown(familyId).chain(shown -> {
            Uni<Void> written = Uni.createFrom().voidItem();
            long left = config.archiveSize().asLongValue();
            for (var photo : shown) {
                boolean fits = photo.bytes() <= left;
                left -= fits ? photo.bytes() : 0;
                written = written.chain(
                                () -> fits ? pieces(photo) : Uni.createFrom().item(leftOut(photo)))
                        .chain(records::apply);
            }
            return written;
        });
    }

    private Uni<List<String>> pieces(Photo photo) {
        return files.read(photo.familyId(), photo.photo(), false)
                .map(found -> found.map(bytes -> PhotoPiece.of(photo.photo(), bytes).stream()
                                .map(this::written)
                                .toList())
                        .orElseGet(() -> leftOut(photo)));
    }

    private List<String> leftOut(Photo photo) {
        return List.of(written(Map.of("kind", "photo-left-out", "photo", photo.photo(), "bytes", photo.bytes())));
    }

    /**
     * Takes pictures in; nobody has signed an archive, so each must be what its name says, and as we pack them. What is
     * not, or is beyond the bounds, is left out.
     *
     * @param last whether nothing more comes of that archive
     */
    public Uni<Void> take(UUID familyId, List<JsonNode> records, boolean last) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (var record : records) {
            if (PhotoPiece.is(record, config.maxSize().asLongValue())) {
                taken = taken.chain(() -> take(familyId, record));
            }
        }
        return last ? taken.chain(() -> photos.forgetPieces(familyId)).replaceWithVoid() : taken;
    }

    private Uni<Void> take(UUID familyId, JsonNode record) {
        String hash = record.path("photo").textValue();
        int piece = record.path("piece").asInt();
        var added = photos.addPiece(familyId, hash, piece, record.path("data").textValue());
        if (piece + 1 < record.path("pieces").asInt()) {
            return added.replaceWithVoid();
        }
        return added.chain(() -> photos.pieces(familyId, hash))
                .chain(pieces -> photos.count(familyId)
                        .chain(count -> count >= config.maxPerFamily()
                                ? Uni.createFrom().voidItem()
                                : keep(familyId, hash, joined(pieces))))
                .chain(() -> photos.forgetPieces(familyId))
                .replaceWithVoid();
    }

    private Uni<Void> keep(UUID familyId, String hash, byte[] bytes) {
        if (!PhotoFiles.hash(bytes).equals(hash) || !PlainJpeg.is(bytes)) {
            return Uni.createFrom().voidItem();
        }
        return files.clean(bytes)
                .chain(clean -> files.keep(familyId, hash, bytes, clean.thumbnail())
                        .chain(() -> photos.put(
                                new Photo(familyId, hash, clean.width(), clean.height(), bytes.length),
                                clock.instant())))
                .replaceWithVoid()
                .onFailure(PhotoArchive::isNoPicture)
                .recoverWithNull();
    }

    private static boolean isNoPicture(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ListProblem.NO_PHOTO;
    }

    private static byte[] joined(List<String> pieces) {
        var all = new ByteArrayOutputStream();
        try {
            pieces.forEach(piece -> all.writeBytes(Base64.getDecoder().decode(piece)));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
        return all.toByteArray();
    }

    private String written(Object record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
