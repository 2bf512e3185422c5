package io.familygrocer.family.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of pictures; {@code grocer.family.pictures}. */
@ConfigMapping(prefix = "grocer.family.pictures")
public interface PictureConfig {

    /** Bytes of one picture. */
    @WithDefault("524288")
    int bytes();

    /** Pixels of a side. */
    @WithDefault("2048")
    int side();
}
