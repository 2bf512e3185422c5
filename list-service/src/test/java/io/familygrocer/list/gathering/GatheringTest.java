package io.familygrocer.list.gathering;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatheringTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ByHand turns = new ByHand();
    private final List<Look> looks = new ArrayList<>();

    @Test
    void whatIsReadInOneTurnIsOneLook() {
        var gathering = gathering(256, 4, 1_000, LONG, LONG);

        var first = gathering.ask(0, turns);
        var second = gathering.ask(1, turns);

        assertThat(looks).as("there may be more to read").isEmpty();
        turns.end();
        assertThat(looks).hasSize(1);
        looks.getFirst().answer();
        assertThat(first.result()).isEqualTo("0");
        assertThat(second.result()).isEqualTo("1");
        turns.end();
        assertThat(looks).as("nobody waits").hasSize(1);
    }

    @Test
    void whatComesWhileALookIsUnderWayIsOneLook() {
        var gathering = gathering(256, 4, 1_000, LONG, LONG);

        var first = asked(gathering, 0);
        var others = IntStream.rangeClosed(1, 100)
                .mapToObj(number -> asked(gathering, number))
                .toList();

        assertThat(looks).hasSize(1);
        looks.getFirst().answer();
        turns.end();
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
        var gathering = gathering(256, 4, 1_000, LONG, LONG);
        asked(gathering, 1);

        var later = asked(gathering, 1);
        looks.getFirst().answer();

        assertThat(later.isComplete()).isFalse();
        turns.end();
        looks.get(1).answer();
        assertThat(later.result()).isEqualTo("1");
    }

    @Test
    void whoAsksAgainOnAnAnswerIsNotAnsweredByThatLook() {
        var gathering = gathering(256, 4, 1_000, LONG, LONG);
        var again = asked(gathering, 1).compose(answer -> gathering.ask(2, turns));

        looks.getFirst().answer();

        assertThat(again.isComplete()).isFalse();
        turns.end();
        looks.get(1).answer();
        assertThat(again.result()).isEqualTo("2");
    }

    @Test
    void aFullLookDoesNotWaitAndNoneIsLargerOrBesideTooMany() {
        var gathering = gathering(10, 3, 1_000, LONG, LONG);

        var all = IntStream.range(0, 101)
                .mapToObj(number -> asked(gathering, number))
                .toList();

        assertThat(looks).as("the first, and two full ones beside it").hasSize(3);
        assertThat(looks.stream().map(look -> look.questions.size())).containsExactly(1, 10, 10);
        for (int i = 0; i < looks.size(); i++) {
            looks.get(i).answer();
            turns.end();
        }
        assertThat(all).allMatch(Future::succeeded);
        assertThat(looks).hasSize(11).allMatch(look -> look.questions.size() <= 10);
    }

    @Test
    void aLookThatFailsFailsItsQuestionsAndNoOthers() {
        var gathering = gathering(256, 4, 1_000, LONG, LONG);
        var first = asked(gathering, 1);
        var second = asked(gathering, 2);

        looks.get(0).promise.fail("no database");
        turns.end();
        looks.get(1).answer();

        assertThat(first.failed()).isTrue();
        assertThat(second.result()).isEqualTo("2");
        assertThat(asked(gathering, 3).isComplete()).isFalse();
        assertThat(looks).hasSize(3);
    }

    @Test
    void aLookThatThrowsOrAnswersTooLittleFailsItsQuestions() {
        var bounds = new Config(9, 1, 9, LONG, LONG);
        var throwing = new Gathering<Integer, String>(bounds, questions -> {
            throw new IllegalStateException("closed");
        });
        var mute = new Gathering<Integer, String>(bounds, questions -> Future.succeededFuture(List.of()));

        assertThat(asked(throwing, 1).failed()).isTrue();
        assertThat(asked(throwing, 2).failed())
                .as("again, and not for want of room")
                .isTrue();
        assertThat(asked(mute, 1).failed()).isTrue();
    }

    @Test
    void aLateLookHoldsNobodyUp() {
        var gathering = gathering(256, 2, 1_000, Duration.ofMillis(20), LONG);
        var slow = asked(gathering, 1);
        var other = asked(gathering, 2);

        turns.pass(Duration.ofMillis(19));
        assertThat(looks).hasSize(1);
        turns.pass(Duration.ofMillis(1));
        assertThat(looks).hasSize(2);
        looks.get(1).answer();
        assertThat(other.result()).isEqualTo("2");
        assertThat(slow.isComplete()).isFalse();

        asked(gathering, 3);
        assertThat(looks).as("nobody waits for one that is late").hasSize(3);
        looks.get(0).answer();
        assertThat(slow.result()).isEqualTo("1");
    }

    @Test
    void eachLookIsLateByItsOwnBeginning() {
        var gathering = gathering(256, 4, 1_000, Duration.ofMillis(20), Duration.ofSeconds(2));
        asked(gathering, 1);
        turns.pass(Duration.ofMillis(30));
        asked(gathering, 2);
        var third = asked(gathering, 3);
        assertThat(looks).hasSize(2);

        turns.pass(Duration.ofMillis(19));
        assertThat(looks).as("the second is not late yet").hasSize(2);
        turns.pass(Duration.ofMillis(1));

        assertThat(looks).hasSize(3);
        looks.get(2).answer();
        assertThat(third.result()).isEqualTo("3");
    }

    @Test
    void aLookThatTakesTooLongIsGivenUpAndItsAnswerGoesNowhere() {
        var gathering = gathering(256, 1, 1_000, Duration.ofMillis(5), Duration.ofMillis(50));
        var slow = asked(gathering, 1);
        var other = asked(gathering, 2);

        turns.pass(Duration.ofMillis(49));
        assertThat(slow.isComplete()).isFalse();
        turns.pass(Duration.ofMillis(1));
        assertThat(slow.failed()).isTrue();
        assertThat(looks).hasSize(2);
        looks.get(0).answer();
        assertThat(other.isComplete()).isFalse();
        looks.get(1).answer();

        assertThat(other.result()).isEqualTo("2");
        asked(gathering, 3);
        assertThat(looks).hasSize(3);
    }

    @Test
    void whereNothingIsUnderWayNoTimerIsLeft() {
        var gathering = gathering(256, 1, 1_000, Duration.ofMillis(5), Duration.ofMillis(50));
        for (int turn = 0; turn < 100; turn++) {
            asked(gathering, turn);
            looks.getLast().answer();
        }

        assertThat(turns.timers).as("one for all of them").hasSize(1);
        turns.pass(Duration.ofMillis(50));
        assertThat(turns.timers).isEmpty();
    }

    @Test
    void whereTooManyWaitTheNextDoesNot() {
        var gathering = gathering(256, 1, 5, LONG, LONG);
        asked(gathering, 0);
        var waiting = IntStream.range(0, 5)
                .mapToObj(number -> asked(gathering, number))
                .toList();

        var tooMany = asked(gathering, 6);

        assertThat(tooMany.failed()).isTrue();
        looks.get(0).answer();
        turns.end();
        looks.get(1).answer();
        assertThat(waiting).allMatch(Future::succeeded);
    }

    @Test
    void eachIsAnsweredWhereItAskedAndEachThreadIsWokenOnce() {
        var gathering = gathering(256, 4, 1_000, LONG, LONG);
        var elsewhere = new ByHand();
        var here = gathering.ask(0, turns);
        var others = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> gathering.ask(number, elsewhere))
                .toList();
        turns.end();
        assertThat(looks).hasSize(1);

        elsewhere.isHere = false;
        looks.getFirst().answer();

        assertThat(here.result()).isEqualTo("0");
        assertThat(others).noneMatch(Future::isComplete);
        assertThat(elsewhere.soon).hasSize(1);
        elsewhere.end();
        for (int i = 1; i <= 10; i++) {
            assertThat(others.get(i - 1).result()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void fromManyThreadsEachHearsItsOwn() throws Exception {
        var vertx = (VertxInternal) Vertx.vertx();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var bounds = new Config(7, 3, 100_000, Duration.ofMillis(1), Duration.ofMinutes(1));
            var gathering = new Gathering<Integer, String>(
                    bounds,
                    questions -> vertx.timer(1, TimeUnit.MILLISECONDS)
                            .map(questions.stream().map(String::valueOf).toList()));
            var loops = IntStream.range(0, 4)
                    .mapToObj(loop -> new EventLoopTurns(
                            vertx, vertx.createEventLoopContext().nettyEventLoop()))
                    .toList();
            var all = IntStream.range(0, 5_000)
                    .mapToObj(number -> threads.submit(() -> gathering.ask(number, loops.get(number % loops.size()))))
                    .toList();
            for (int number = 0; number < all.size(); number++) {
                var answer = all.get(number).get(60, TimeUnit.SECONDS);
                assertThat(answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS))
                        .isEqualTo(Integer.toString(number));
            }
        } finally {
            vertx.close();
        }
    }

    private Gathering<Integer, String> gathering(
            int batch, int most, int waiting, Duration patience, Duration timeout) {
        return new Gathering<>(new Config(batch, most, waiting, patience, timeout), questions -> {
            var look = new Look(questions, Promise.promise());
            looks.add(look);
            return look.promise.future();
        });
    }

    /** In a turn of its own. */
    private Future<String> asked(Gathering<Integer, String> gathering, int question) {
        var answer = gathering.ask(question, turns);
        turns.end();
        return answer;
    }

    private record Look(List<Integer> questions, Promise<List<String>> promise) {

        void answer() {
            promise.complete(
                    questions.stream().map(number -> Integer.toString(number)).toList());
        }
    }

    private record Config(int maxBatch, int maxLooks, int maxWaiting, Duration patience, Duration timeout)
            implements Gathering.Bounds {}

    /** A thread whose turns end when the test says so, and whose time stands still otherwise. */
    private static final class ByHand implements Turns {

        private boolean isHere = true;
        private final ArrayDeque<Runnable> soon = new ArrayDeque<>();
        private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));
        /** Near the end of what a clock like this one can say. */
        private long now = Long.MAX_VALUE - 1_000;

        void end() {
            while (!soon.isEmpty()) {
                soon.poll().run();
            }
        }

        void pass(Duration time) {
            long end = now + time.toNanos();
            while (!timers.isEmpty() && timers.peek().at - end <= 0) {
                now = timers.peek().at;
                timers.poll().work.run();
                end();
            }
            now = end;
        }

        @Override
        public boolean here() {
            return isHere;
        }

        @Override
        public void soon(Runnable work) {
            soon.add(work);
        }

        @Override
        public void after(Duration time, Runnable work) {
            timers.add(new Timer(now + time.toNanos(), work));
        }

        @Override
        public long now() {
            return now;
        }

        private record Timer(long at, Runnable work) {}
    }
}
