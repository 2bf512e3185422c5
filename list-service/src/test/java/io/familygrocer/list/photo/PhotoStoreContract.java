package io.familygrocer.list.photo;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What each place for pictures does, wherever it is. */
interface PhotoStoreContract {

    PhotoStore store();

    @Test
    default void whatIsPutIsThereUntilItIsRemoved() {
        var family = UUID.randomUUID();
        byte[] bytes = bytes("a picture");

        store().put(family, "a.jpg", bytes);
        assertThat(store().get(family, "a.jpg"))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes));
        store().put(family, "a.jpg", bytes("another"));
        assertThat(store().get(family, "a.jpg"))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes("another")));

        store().remove(family, "a.jpg");
        assertThat(store().get(family, "a.jpg")).isEmpty();
        store().remove(family, "a.jpg");
    }

    @Test
    default void aFamilySeesItsOwnAndGoesByItself() {
        var family = UUID.randomUUID();
        var other = UUID.randomUUID();
        IntStream.range(0, 5).forEach(i -> store().put(family, i + ".jpg", bytes("theirs " + i)));
        store().put(other, "0.jpg", bytes("ours"));

        store().removeAll(family);

        assertThat(store().get(family, "0.jpg")).isEmpty();
        assertThat(store().get(family, "4.jpg")).isEmpty();
        assertThat(store().get(other, "0.jpg"))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes("ours")));
        store().removeAll(family);
        store().removeAll(UUID.randomUUID());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
