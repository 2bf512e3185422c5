package io.familygrocer.list.photo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

/** The pictures of a family on their way into an archive and out of one, within the current transaction. */
@ApplicationScoped
public class PhotoArchive {

    private final PhotoRepository photos;
    private final PhotoFiles files;
    private final PhotoConfig config;
    private final ObjectMapper json;

    PhotoArchive(PhotoRepository photos, PhotoFiles files, PhotoConfig config, ObjectMapper json) {
        this.photos = photos;
        this.files = files;
        this.config = config;
        this.json = json;
    }

    /**
     * Reads the pictures that are shown on lists that everybody in the family sees, those that were sent last first, as
     * many as an archive takes. It may take time: to be done before anything is locked.
     *
     * @return their bytes by name
     */
    public Uni<Map<String, byte[]>> read(UUID familyId) {
        return photos.shown(familyId).chain(shown -> {
            var read = new HashMap<String, byte[]>();
            Uni<Void> done = Uni.createFrom().voidItem();
            long left = config.archiveSize().asLongValue();
            for (var photo : shown) {
                if (photo.bytes() <= left) {
                    left -= photo.bytes();
                    done = done.chain(() -> files.read(familyId, photo.photo(), false))
                            .invoke(found -> found.ifPresent(bytes -> read.put(photo.photo(), bytes)))
                            .replaceWithVoid();
                }
            }
            return done.replaceWith(read);
        });
    }

    /**
     * Says the pictures that are shown on lists that everybody in the family sees. Those that were not read are named as
     * left out.
     *
     * @param read what {@link #read} has read
     * @param records takes JSON objects, some at a time
     */
    public Uni<Void> write(UUID familyId, Map<String, byte[]> read, Function<List<String>, Uni<Void>> records) {
        return photos.shown(familyId).chain(shown -> {
            Uni<Void> written = Uni.createFrom().voidItem();
            for (var photo : shown) {
                byte[] bytes = read.get(photo.photo());
                written = written.chain(() -> records.apply(bytes == null ? leftOut(photo) : pieces(photo, bytes)));
            }
            return written;
        });
    }

    private List<String> pieces(Photo photo, byte[] bytes) {
        return PhotoPiece.of(photo.photo(), bytes).stream().map(this::written).toList();
    }

    private List<String> leftOut(Photo photo) {
        return List.of(written(Map.of("kind", "photo-left-out", "photo", photo.photo(), "bytes", photo.bytes())));
    }

    /**
     * Takes pieces of pictures in. Nobody has signed an archive: what is beyond the bounds, or does not follow on what
     * has come, is left out. What has come as a whole becomes a picture once that is committed, see
     * {@link PhotoArrivalService}.
     */
    public Uni<Void> take(UUID familyId, List<JsonNode> records) {
        var pieces = records.stream()
                .filter(record -> PhotoPiece.is(record, config.maxSize().asLongValue()))
                .toList();
        if (pieces.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return photos.waiting(familyId)
                .chain(waiting -> photos.count(familyId)
                        .map(count -> fitting(pieces, new HashMap<>(waiting), config.maxPerFamily() - count)))
                .chain(fitting -> fitting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : photos.addPieces(familyId, written(fitting)).replaceWithVoid());
    }

    /**
     * The pieces that are taken: of each picture one after the other, and of no more pictures than there is room for.
     *
     * @param next by picture, the piece that comes next; is changed
     */
    private static List<JsonNode> fitting(List<JsonNode> pieces, Map<String, Integer> next, long room) {
        var fitting = new ArrayList<JsonNode>();
        for (var piece : pieces) {
            String photo = piece.path("photo").textValue();
            boolean hasRoom = next.containsKey(photo) || next.size() < room;
            if (hasRoom && piece.path("piece").asInt() == next.getOrDefault(photo, 0)) {
                next.merge(photo, 1, Integer::sum);
                fitting.add(piece);
            }
        }
        return fitting;
    }

    private String written(Object record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
