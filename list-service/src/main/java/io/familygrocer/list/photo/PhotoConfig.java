package io.familygrocer.list.photo;

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

    /** Where pictures are kept; without one in a temporary folder of this process, which is for development only. */
    Optional<Path> directory();
}
