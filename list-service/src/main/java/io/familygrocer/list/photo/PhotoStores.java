package io.familygrocer.list.photo;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses where pictures are: in an object store where a bucket is named, else on disk. */
@Singleton
class PhotoStores {

    @Produces
    @Singleton
    PhotoStore store(PhotoConfig config) {
        return config.s3()
                .bucket()
                .<PhotoStore>map(bucket -> S3PhotoStore.of(bucket, config.s3()))
                .orElseGet(() -> config.directory().map(DiskPhotoStore::new).orElseGet(DiskPhotoStore::temporary));
    }

    void close(@Disposes PhotoStore store) {
        store.close();
    }
}
