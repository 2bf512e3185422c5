package io.familygrocer.list.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    private final Words words = new Words(new ObjectMapper());

    @Test
    void theFirstWordIsACommentThatSaysWhenToComeBack() {
        assertThat(text(words.bytes(Words.open()))).matches(":open\nretry:\\d{3,4}\n\n");
    }

    @Test
    void aBeatIsACommentAlone() {
        var alive = new Subscriber.Change.Alive();

        assertThat(text(words.of(alive))).isEqualTo(":alive\n\n");
        assertThat(words.of(alive)).isEqualTo(words.bytes(Words.event(alive)));
    }

    @Test
    void whatHasChangedIsOneLineOfJsonUnderItsRevision() {
        assertThat(text(words.of(new Subscriber.Change.Changes(7, List.of()))))
                .isEqualTo(
                        "event:changes\nid:7\ncontent-type:application/json\ndata:{\"revision\":7,\"changes\":[]}\n\n");
    }

    @Test
    void whoIsPresentHasNoRevision() {
        var id = new UUID(0, 1);

        assertThat(text(words.of(new Subscriber.Change.Present(id, id, List.of()))))
                .startsWith("event:presence\ncontent-type:application/json\ndata:{\"tripId\":\"" + id)
                .doesNotContain("id:" + id);
    }

    @Test
    void aResetAndAGoodbyeSayWhenToComeBack() {
        assertThat(text(words.of(new Subscriber.Change.Reset(9))))
                .matches("event:reset\nid:9\nretry:\\d{3,4}\ncontent-type:application/json\n"
                        + "data:\\{\"revision\":9}\n\n");
        assertThat(text(words.of(new Subscriber.Change.Goodbye("draining"))))
                .matches("event:goodbye\nretry:\\d{3,4}\ncontent-type:application/json\n"
                        + "data:\\{\"reason\":\"draining\"}\n\n");
    }

    @Test
    void whatIsInTheDataDoesNotEndItsLine() {
        var text = text(words.of(new Subscriber.Change.Goodbye("a\n\ndata:b")));

        assertThat(text.strip().lines().filter(line -> line.startsWith("data:")))
                .hasSize(1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
