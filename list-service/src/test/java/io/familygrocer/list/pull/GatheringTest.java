package io.familygrocer.list.pull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatheringTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static Vertx vertx;

    private final List<Look> looks = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void whatComesWhileALookIsUnderWayIsOneLook() {
        var gathering = gathering(new Bounds(256, 4, 1_000, LONG, LONG));

        var first = gathering.ask(0);
        var others = IntStream.rangeClosed(1, 100).mapToObj(gathering::ask).toList();

        assertThat(looks).hasSize(1);
        looks.getFirst().answer();
        assertThat(first.result()).isEqualTo("0");
        assertThat(looks).hasSize(2);
        assertThat(looks.get(1).questions).hasSize(100);
        looks.get(1).answer();
        for (int i = 1; i <= 100; i++) {
            assertThat(others.get(i - 1).result()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void nobodyIsAnsweredByALookThatBeganBeforeTheQuestion() {
        var gathering = gathering(new Bounds(256, 4, 1_000, LONG, LONG));
        gathering.ask(1);

        var later = gathering.ask(1);
        looks.getFirst().answer();

        assertThat(later.isComplete()).isFalse();
        looks.get(1).answer();
        assertThat(later.result()).isEqualTo("1");
    }

    @Test
    void aFullLookDoesNotWaitAndNoneIsLargerOrBesideTooMany() {
        var gathering = gathering(new Bounds(10, 3, 1_000, LONG, LONG));

        var all = IntStream.range(0, 101).mapToObj(gathering::ask).toList();

        assertThat(looks).as("the first, and two full ones beside it").hasSize(3);
        assertThat(looks.stream().map(look -> look.questions.size())).containsExactly(1, 10, 10);
        for (int i = 0; i < looks.size(); i++) {
            looks.get(i).answer();
        }
        assertThat(all).allMatch(Future::succeeded);
        assertThat(looks).hasSize(11).allMatch(look -> look.questions.size() <= 10);
    }

    @Test
    void aLookThatFailsFailsItsQuestionsAndNoOthers() {
        var gathering = gathering(new Bounds(256, 4, 1_000, LONG, LONG));
        var first = gathering.ask(1);
        var second = gathering.ask(2);

        looks.get(0).promise.fail("no database");
        looks.get(1).answer();

        assertThat(first.failed()).isTrue();
        assertThat(second.result()).isEqualTo("2");
        assertThat(gathering.ask(3).isComplete()).isFalse();
        assertThat(looks).hasSize(3);
    }

    @Test
    void aLookThatThrowsOrAnswersTooLittleFailsItsQuestions() {
        var throwing = new Gathering<Integer, String>(vertx, new Bounds(9, 1, 9, LONG, LONG), questions -> {
            throw new IllegalStateException("closed");
        });
        var mute = new Gathering<Integer, String>(
                vertx, new Bounds(9, 1, 9, LONG, LONG), questions -> Future.succeededFuture(List.of()));

        assertThat(throwing.ask(1).failed()).isTrue();
        assertThat(throwing.ask(2).failed())
                .as("again, and not for want of room")
                .isTrue();
        assertThat(mute.ask(1).failed()).isTrue();
    }

    @Test
    void aLateLookHoldsNobodyUp() {
        var gathering = gathering(new Bounds(256, 2, 1_000, Duration.ofMillis(20), LONG));
        var slow = gathering.ask(1);
        var other = gathering.ask(2);

        Awaitility.await().until(() -> looks.size() == 2);
        looks.get(1).answer();
        assertThat(other.result()).isEqualTo("2");
        assertThat(slow.isComplete()).isFalse();

        gathering.ask(3);
        assertThat(looks).as("nobody waits for one that is late").hasSize(3);
        looks.get(0).answer();
        assertThat(slow.result()).isEqualTo("1");
    }

    @Test
    void aLookThatTakesTooLongIsGivenUpAndItsAnswerGoesNowhere() {
        var gathering = gathering(new Bounds(256, 1, 1_000, LONG, Duration.ofMillis(50)));
        var slow = gathering.ask(1);
        var other = gathering.ask(2);

        Awaitility.await().until(() -> looks.size() == 2);
        assertThat(slow.failed()).isTrue();
        looks.get(0).answer();
        looks.get(1).answer();

        Awaitility.await().until(other::isComplete);
        gathering.ask(3);
        assertThat(looks).hasSize(3);
    }

    @Test
    void whereTooManyWaitTheNextDoesNot() {
        var gathering = gathering(new Bounds(256, 1, 5, LONG, LONG));
        gathering.ask(0);
        var waiting = IntStream.range(0, 5).mapToObj(gathering::ask).toList();

        var tooMany = gathering.ask(6);

        assertThat(tooMany.failed()).isTrue();
        looks.get(0).answer();
        looks.get(1).answer();
        assertThat(waiting).allMatch(Future::succeeded);
    }

    private Gathering<Integer, String> gathering(PullConfig bounds) {
        return new Gathering<>(vertx, bounds, questions -> {
            var look = new Look(questions, Promise.promise());
            looks.add(look);
            return look.promise.future();
        });
    }

    private record Look(List<Integer> questions, Promise<List<String>> promise) {

        void answer() {
            promise.complete(
                    questions.stream().map(number -> Integer.toString(number)).toList());
        }
    }

    private record Bounds(int maxBatch, int maxLooks, int maxWaiting, Duration patience, Duration timeout)
            implements PullConfig {}
}
