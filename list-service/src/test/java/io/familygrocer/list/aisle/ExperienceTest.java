package io.familygrocer.list.aisle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExperienceTest {

    private static final double MEMORY = 0.6;
    private static final int TRIPS = 3;

    @Test
    void oneTripIsTheWay() {
        var experience = Experience.none().and(List.of("fruit", "fruit", "bread", "dairy"), MEMORY);

        assertThat(experience.sorted(List.of("dairy", "bread", "fruit"))).containsExactly("fruit", "bread", "dairy");
    }

    @Test
    void whatIsNotKnownComesLastByName() {
        var experience = Experience.none().and(List.of("fruit", "bread"), MEMORY);

        assertThat(experience.sorted(List.of("wine", "bread", "cheese", "fruit")))
                .containsExactly("fruit", "bread", "cheese", "wine");
    }

    @Test
    void laterTripsWeighMore() {
        var experience = Experience.none()
                .and(List.of("bread", "fruit"), MEMORY)
                .and(List.of("bread", "fruit"), MEMORY)
                .and(List.of("fruit", "bread"), MEMORY)
                .and(List.of("fruit", "bread"), MEMORY);

        assertThat(experience.sorted(List.of("bread", "fruit"))).containsExactly("fruit", "bread");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 2_000})
    void sortingLosesNothingAndDoublesNothing(int seed) {
        var random = new Random(seed);
        var experience = Experience.none();
        for (int i = 0; i < 10; i++) {
            experience = experience.and(someOf(store(random), random, 12), MEMORY);
        }
        var asked = someOf(store(random), random, 15);

        assertThat(experience.sorted(asked)).containsExactlyInAnyOrderElementsOf(asked);
    }

    /** A hundred stores, each with a way of its own: after three trips one turns back less often than by the alphabet. */
    @Test
    void afterThreeTripsOneTurnsBackLessOftenThanByTheAlphabet() {
        int stores = 100;
        int better = 0;
        long learned = 0;
        long alphabetical = 0;
        for (int seed = 0; seed < stores; seed++) {
            var random = new Random(seed);
            var store = store(random);
            var experience = Experience.none();
            for (int trip = 0; trip < TRIPS; trip++) {
                experience = experience.and(walk(store, random), MEMORY);
            }
            long ours = 0;
            long theirs = 0;
            for (int list = 0; list < 50; list++) {
                var wanted = someOf(store, random, 10);
                ours += backtracks(experience.sorted(wanted), store);
                theirs += backtracks(List.copyOf(new TreeSet<>(wanted)), store);
            }
            better += ours < theirs ? 1 : 0;
            learned += ours;
            alphabetical += theirs;
        }

        assertThat(better).as("stores where it is better").isGreaterThanOrEqualTo(95);
        assertThat((double) learned / alphabetical)
                .as("turns back, of those by the alphabet")
                .isLessThan(0.6);
    }

    private static List<String> store(Random random) {
        var store = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> "category-%02d".formatted(i))
                .toList());
        Collections.shuffle(store, random);
        return store;
    }

    /** Ten categories on the way, some with several items; now and then something was forgotten and fetched later. */
    private static List<String> walk(List<String> store, Random random) {
        var checked = new ArrayList<String>();
        for (String category : store) {
            if (random.nextBoolean()) {
                checked.addAll(Collections.nCopies(1 + random.nextInt(3), category));
            }
        }
        if (checked.size() > 2) {
            checked.add(checked.remove(random.nextInt(checked.size())));
        }
        return checked;
    }

    private static List<String> someOf(List<String> store, Random random, int count) {
        var some = new ArrayList<>(store);
        Collections.shuffle(some, random);
        return some.subList(0, count);
    }

    /** How often the next category lies before the last one on the way through the store. */
    private static int backtracks(List<String> order, List<String> store) {
        var place = new HashMap<String, Integer>();
        store.forEach(category -> place.put(category, place.size()));
        int turns = 0;
        for (int i = 1; i < order.size(); i++) {
            turns += place.get(order.get(i)) < place.get(order.get(i - 1)) ? 1 : 0;
        }
        return turns;
    }
}
