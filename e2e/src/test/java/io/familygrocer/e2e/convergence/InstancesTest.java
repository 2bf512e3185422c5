package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;
import io.familygrocer.client.Transport;
import io.familygrocer.e2e.EventStream;
import io.familygrocer.platform.devservices.Infra;

import static org.assertj.core.api.Assertions.assertThat;

/** A stream has no hole, whichever instance holds it and whatever becomes of that. */
class InstancesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Infra infra;
    private static ListServer one;
    private static ListServer other;

    private final UUID family = UUID.randomUUID();
    private final UUID anna = UUID.randomUUID();
    private final Replica phone = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
    private final UUID list = UUID.randomUUID();
    private final Set<String> heard = new HashSet<>();
    private Transport atOne;

    @BeforeAll
    static void start() throws IOException {
        var home = Files.createTempDirectory("family-grocer-instances");
        infra = Infra.start(home, "postgres", false);
        one = ListServer.start(infra, home);
        other = one.beside(infra, home);
    }

    @AfterAll
    static void stop() {
        other.stop();
        one.close();
        infra.close();
    }

    @BeforeEach
    void aList() throws IOException {
        atOne = one.transport(anna, family);
        phone.perform(new Operation.ListSet(list, Map.of("name", "Weekly")));
        phone.sync(atOne);
    }

    @Test
    void whatOneInstanceCommitsTheStreamOfTheOtherTellsWithinASecond() throws IOException {
        var stream = other.stream(anna, family, phone.revision());
        long told = phone.revision();
        var delays = new ArrayList<Duration>();
        for (int i = 0; i < 20; i++) {
            phone.add(list, "thing " + i, null);
            long start = System.nanoTime();
            phone.sync(atOne);
            told = hearUpTo(stream, phone.revision(), PATIENCE);
            delays.add(Duration.ofNanos(System.nanoTime() - start));
        }
        stream.close();
        // Looked for every five seconds, nearly all of them would be later.
        delays.sort(null);
        assertThat(delays.get(delays.size() / 2)).isLessThan(Duration.ofSeconds(1));

        assertThat(told).isEqualTo(phone.revision());
        assertThat(heard).hasSize(20);
    }

    @Test
    void aStreamThatIsCutByAKilledInstanceGoesOnAtTheOtherWithoutAHole() throws IOException {
        var stream = other.stream(anna, family, phone.revision());
        for (int i = 0; i < 10; i++) {
            phone.add(list, "before " + i, null);
            phone.sync(atOne);
        }
        long told = hearUpTo(stream, phone.revision(), PATIENCE);
        phone.add(list, "meanwhile", null);
        other.killAndStart();
        for (int i = 0; i < 10; i++) {
            phone.add(list, "after " + i, null);
            phone.sync(atOne);
        }
        stream.close();
        var next = one.stream(anna, family, told);
        hearUpTo(next, phone.revision(), PATIENCE);
        next.close();

        assertThat(heard).hasSize(21);
    }

    @Test
    void anInstanceThatIsStoppedSaysGoodbyeAndTheNextGoesOn() throws IOException {
        var stream = other.stream(anna, family, phone.revision());
        phone.add(list, "milk", null);
        phone.sync(atOne);
        long told = hearUpTo(stream, phone.revision(), PATIENCE);

        var stopping = Thread.ofVirtual().start(other::stop);
        var last = stream.await(PATIENCE, event -> !event.name().equals("changes"));
        assertThat(last.name()).isEqualTo("goodbye");
        assertThat(last.data()).contains("draining");
        phone.add(list, "bread", null);
        phone.sync(atOne);
        var next = one.stream(anna, family, told);
        hearUpTo(next, phone.revision(), PATIENCE);
        next.close();
        assertThat(heard).hasSize(2);
        join(stopping);
        other.killAndStart();
    }

    private long hearUpTo(EventStream stream, long revision, Duration patience) throws IOException {
        long told = 0;
        while (told < revision) {
            var event = stream.await(patience, said -> said.name().equals("changes"));
            var data = JSON.readTree(event.data());
            data.get("changes")
                    .forEach(document -> heard.add(document.get("name").textValue()));
            told = data.get("revision").longValue();
        }
        return told;
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
