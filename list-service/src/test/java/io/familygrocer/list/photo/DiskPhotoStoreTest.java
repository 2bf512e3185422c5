package io.familygrocer.list.photo;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

class DiskPhotoStoreTest implements PhotoStoreContract {

    @TempDir
    Path folder;

    @Override
    public PhotoStore store() {
        return new DiskPhotoStore(folder);
    }
}
