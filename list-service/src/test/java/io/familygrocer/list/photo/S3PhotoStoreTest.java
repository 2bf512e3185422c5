package io.familygrocer.list.photo;

import java.util.HashMap;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3PhotoStoreTest implements PhotoStoreContract {

    private static final ObjectStore SERVER = new ObjectStore();
    private static PhotoStore store;

    @BeforeAll
    static void start() {
        store = ObjectStore.store(SERVER.start());
    }

    @AfterAll
    static void stop() {
        store.close();
        SERVER.stop();
    }

    @Override
    public PhotoStore store() {
        return store;
    }

    @Test
    void moreThanOneRequestRemovesGoesToo() {
        var config = new HashMap<>(SERVER.config());
        config.put("grocer.list.photos.s3.batch", "2");
        var family = UUID.randomUUID();
        try (var few = ObjectStore.store(config)) {
            for (int i = 0; i < 5; i++) {
                few.put(family, i + ".jpg", new byte[] {1});
            }

            few.removeAll(family);

            for (int i = 0; i < 5; i++) {
                assertThat(few.get(family, i + ".jpg")).isEmpty();
            }
        }
    }

    @Test
    void aStoreThatRefusesOrIsGoneIsSaidToBeUnavailable() {
        try (var refused = ObjectStore.store(SERVER.config("another secret"))) {
            unavailable(refused);
        }
        try (var gone = ObjectStore.gone()) {
            unavailable(gone);
        }
    }

    private static void unavailable(PhotoStore store) {
        assertThatThrownBy(() -> store.put(UUID.randomUUID(), "a.jpg", new byte[] {1}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ListProblem.PHOTOS_UNAVAILABLE));
    }
}
