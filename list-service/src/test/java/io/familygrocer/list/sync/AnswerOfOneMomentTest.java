package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** While somebody writes without a pause, whoever asks is told of one moment. */
@QuarkusTest
@WithTestResource(Servers.class)
class AnswerOfOneMomentTest {

    private static final int PULLS = 150;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");

    @Test
    void whatIsWrittenMeanwhileDoesNotVanishFromAnAnswer() throws Exception {
        var writer = new Phone(family, anna);
        var list = writer.list("Weekly");
        var items = IntStream.range(0, 3)
                .mapToObj(number -> writer.item(list, "item " + number))
                .toList();
        writer.sync();
        var over = new AtomicBoolean();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> writeUntil(over, writer, items));
            try {
                for (int pull = 0; pull < PULLS; pull++) {
                    var answer = new Phone(family, ben).sync();

                    assertThat(answer.getList("changes.id", UUID.class))
                            .contains(list)
                            .containsAll(items);
                    assertThat(answer.getList("changes.revision", Long.class))
                            .allSatisfy(
                                    revision -> assertThat(revision).isLessThanOrEqualTo(answer.getLong("revision")));
                }
            } finally {
                over.set(true);
            }
            assertThat(writing.get()).as("writes beside the reading").isGreaterThan(PULLS / 5);
        }
    }

    private static int writeUntil(AtomicBoolean over, Phone writer, List<UUID> items) {
        int writes = 0;
        while (!over.get()) {
            writer.set(items.get(writes % items.size()), Map.of("note", "note " + writes));
            writer.sync();
            writes++;
        }
        return writes;
    }
}
