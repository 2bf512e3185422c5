package io.familygrocer.list.photo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Pictures of items; {@code grocer.list.photos.*}. */
@ConfigMapping(prefix = "grocer.list.photos")
public interface PhotoConfig {

    /** How large a picture may come in. */
    @WithDefault("10M")
    MemorySize maxSize();

    /** How many pixels a picture may have; they are counted before they are unpacked. */
    @WithDefault("50000000")
    long maxPixels();

    /** How many pixels a WebP may have: what unpacks it is slower, and unpacks it whole. */
    @WithDefault("16000000")
    long maxWebpPixels();

    /** How long the longer side of what is kept is. */
    @WithDefault("1600")
    int side();

    /** How long the longer side of a thumbnail is. */
    @WithDefault("320")
    int thumbnailSide();

    /** How many pictures one instance unpacks at a time. */
    @WithDefault("2")
    int concurrent();

    /** How many pictures a family has at most. */
    @WithDefault("2000")
    int maxPerFamily();

    /** How long a picture stays that no item refers to. */
    @WithDefault("30d")
    Duration orphansAfter();

    /** How often it is looked for pictures that have come by archives; {@code off} is never. */
    @WithDefault("5s")
    String arrivalsEvery();

    /** How long pieces of a picture stay that come from an archive and of which the rest does not come. */
    @WithDefault("1d")
    Duration piecesAfter();

    /** How many bytes of pictures go into the archive of a family; it is imported within the bounds of imports. */
    @WithDefault("16M")
    MemorySize archiveSize();

    /** Where pictures are kept; without one in a temporary folder of this process, which is for development only. */
    Optional<Path> directory();

    /** The object store that keeps pictures instead of a folder. */
    S3 s3();

    /** An object store that speaks S3; {@code grocer.list.photos.s3.*}. */
    interface S3 {

        /** The bucket, which is there already; where one is named, pictures are in it and not in the folder. */
        Optional<String> bucket();

        /** The address of the store; without one Amazon's own. */
        Optional<URI> endpoint();

        /** What the store calls its region; many call it by this name. */
        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket is in the path of the address and not in its host. */
        @WithDefault("true")
        boolean pathStyle();

        /** Who we are there; without it the usual places of the AWS SDK are asked, the environment first. */
        Optional<String> accessKey();

        /** The secret of the access key. */
        Optional<String> secretKey();

        /** How long an answer may take, all tries together. */
        @WithDefault("10s")
        Duration timeout();

        /** How many requests one instance makes at a time. */
        @WithDefault("32")
        int concurrent();

        /** How many objects are named at a time; 1000 at most. */
        @WithDefault("500")
        int batch();
    }
}
