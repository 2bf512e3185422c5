package io.familygrocer.family.profile;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a person looks like, or wants to. */
@Entity
@Table(name = "picture")
class Picture {

    @Id
    @Column(name = "person_id")
    UUID personId;

    @Column(name = "media_type", nullable = false)
    String mediaType;

    @Column(nullable = false)
    byte[] bytes;

    /** The entity tag: never that of an earlier picture, also where there was none in between. */
    @Column(nullable = false)
    long revision;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    void change(CleanPicture picture, Instant now) {
        mediaType = picture.mediaType();
        bytes = picture.bytes();
        revision = Math.max(revision + 1, now.toEpochMilli());
        updatedAt = now;
    }
}
