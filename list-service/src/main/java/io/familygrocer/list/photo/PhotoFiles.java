package io.familygrocer.list.photo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Pictures and their thumbnails, unpacked and kept away from the event loop. Each answer comes back to where its caller
 * is.
 */
@ApplicationScoped
class PhotoFiles {

    private final PhotoStore store;
    private final PhotoConfig config;
    private final Semaphore unpacking;
    private final Executor workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("photo").factory());

    PhotoFiles(PhotoStore store, PhotoConfig config) {
        this.store = store;
        this.config = config;
        this.unpacking = new Semaphore(config.concurrent());
    }

    /** Unpacks a picture and packs it anew, few at a time: unpacked pictures are large. */
    Uni<CleanPhoto> clean(byte[] sent) {
        return blocking(() -> unpacked(sent));
    }

    /**
     * A picture that comes in pieces under its name and has been packed here once, with its thumbnail, which is made
     * anew. It fails with 422 where it is not what its name says, or says more than a picture.
     */
    Uni<CleanPhoto> joined(String hash, List<String> pieces) {
        return blocking(() -> {
            byte[] picture = PhotoPiece.joined(pieces);
            if (!hash(picture).equals(hash) || !PlainJpeg.is(picture)) {
                throw CleanPhoto.refusal("It is not what its name says");
            }
            var clean = unpacked(picture);
            return new CleanPhoto(picture, clean.thumbnail(), clean.width(), clean.height());
        });
    }

    private CleanPhoto unpacked(byte[] sent) {
        unpacking.acquireUninterruptibly();
        try {
            return CleanPhoto.of(sent, config);
        } finally {
            unpacking.release();
        }
    }

    /** Keeps a picture and its thumbnail. */
    Uni<Void> keep(UUID familyId, String hash, byte[] picture, byte[] thumbnail) {
        return blocking(() -> {
            store.put(familyId, name(hash, false), picture);
            store.put(familyId, name(hash, true), thumbnail);
            return null;
        });
    }

    /** A picture, or its thumbnail; empty where there is none. */
    Uni<Optional<byte[]>> read(UUID familyId, String hash, boolean thumbnail) {
        return blocking(() -> store.get(familyId, name(hash, thumbnail)));
    }

    /** Takes a picture and its thumbnail away. */
    Uni<Void> remove(UUID familyId, String hash) {
        return blocking(() -> {
            store.remove(familyId, name(hash, false));
            store.remove(familyId, name(hash, true));
            return null;
        });
    }

    /** Takes all that a family has away. */
    Uni<Void> removeAll(UUID familyId) {
        return blocking(() -> {
            store.removeAll(familyId);
            return null;
        });
    }

    /** The name of a picture, which follows from its bytes. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

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
}
