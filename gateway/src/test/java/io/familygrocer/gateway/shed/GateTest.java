package io.familygrocer.gateway.shed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.junit.jupiter.api.Test;

import io.familygrocer.gateway.config.GatewayConfig.Priority;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private final AtomicInteger places = new AtomicInteger(10);
    private final List<String> called = new ArrayList<>();
    private final Gate gate =
            new Gate(places::get, Map.of(Priority.HIGH, 1.0, Priority.NORMAL, 0.9, Priority.LOW, 0.7), 4);

    @Test
    void keepsPlacesForWhatMattersMore() {
        fill(7);
        assertThat(gate.enter(Priority.LOW)).isZero();
        assertThat(gate.enter(Priority.NORMAL)).isEqualTo(8);
        assertThat(gate.enter(Priority.NORMAL)).isEqualTo(9);
        assertThat(gate.enter(Priority.NORMAL)).isZero();
        assertThat(gate.enter(Priority.HIGH)).isEqualTo(10);
        assertThat(gate.enter(Priority.HIGH)).isZero();
    }

    @Test
    void callsWhoCameFirstOfWhatMattersMost() {
        fill(10);
        await(Priority.NORMAL, "normal");
        await(Priority.HIGH, "first");
        await(Priority.HIGH, "second");

        gate.leave();
        assertThat(called).containsExactly("first 10");
        gate.leave();
        assertThat(called).containsExactly("first 10", "second 10");
        gate.leave();
        assertThat(called).hasSize(2);
        gate.leave();
        assertThat(called).containsExactly("first 10", "second 10", "normal 9");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void letsNobodyPassWhoMattersNoMoreThanThoseWhoWait() {
        fill(10);
        await(Priority.NORMAL, "normal");
        gate.leave();

        assertThat(gate.enter(Priority.NORMAL)).isZero();
        assertThat(gate.enter(Priority.HIGH)).isEqualTo(10);
    }

    @Test
    void callsAsManyAsThereArePlacesWhenTheNumberGrows() {
        fill(10);
        await(Priority.HIGH, "one");
        await(Priority.HIGH, "two");
        places.set(20);

        gate.leave();

        assertThat(called).containsExactly("one 10", "two 11");
    }

    @Test
    void letsOnlySoManyWait() {
        fill(10);
        for (int at = 0; at < 4; at++) {
            assertThat(gate.await(Priority.HIGH, with -> {})).isTrue();
        }
        assertThat(gate.await(Priority.HIGH, with -> {})).isFalse();
    }

    @Test
    void doesNotCallWhoWaitsNoLonger() {
        fill(10);
        var leaving = await(Priority.HIGH, "leaving");
        await(Priority.HIGH, "staying");

        assertThat(gate.withdraw(Priority.HIGH, leaving)).isTrue();
        assertThat(gate.withdraw(Priority.HIGH, leaving)).isFalse();
        gate.leave();

        assertThat(called).containsExactly("staying 10");
    }

    @Test
    void leavesOnePlaceToTheLeastOfAllWhereThereAreFew() {
        places.set(1);
        assertThat(gate.enter(Priority.LOW)).isEqualTo(1);
        assertThat(gate.enter(Priority.LOW)).isZero();
    }

    private void fill(int count) {
        for (int at = 1; at <= count; at++) {
            assertThat(gate.enter(Priority.HIGH)).isEqualTo(at);
        }
    }

    private IntConsumer await(Priority priority, String name) {
        IntConsumer call = with -> called.add(name + " " + with);
        assertThat(gate.await(priority, call)).isTrue();
        return call;
    }
}
