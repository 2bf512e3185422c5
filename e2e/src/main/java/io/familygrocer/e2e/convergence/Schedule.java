package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens to a family and its phones, in order. The same seed makes the same schedule.
 *
 * @param seed what it was made from
 * @param phones how many
 * @param steps what happens
 */
record Schedule(long seed, int phones, List<Step> steps) {

    private static final int FEWEST_STEPS = 15;
    private static final int MOST_STEPS = 60;

    /** Of each so many schedules one: in which a phone is off the network for a month, … */
    private static final int MONTH = 5;
    /** … or for so long that the server has forgotten what was removed meanwhile, … */
    private static final int FORGOTTEN = 11;
    /** … or in which the server dies. */
    private static final int KILLED = 25;

    private static final Duration A_MONTH = Duration.ofDays(30);

    private static final Step.What[] ACTS = {
        Step.What.ADD_ITEM, Step.What.ADD_ITEM, Step.What.ADD_ITEM, Step.What.ADD_EQUAL, Step.What.ADD_EQUAL,
        Step.What.ADJUST, Step.What.ADJUST, Step.What.ADJUST, Step.What.RENAME, Step.What.RENAME,
        Step.What.NOTE, Step.What.CHECK, Step.What.CHECK, Step.What.UNCHECK, Step.What.REMOVE,
        Step.What.REMOVE, Step.What.CLEAR_CHECKED, Step.What.ADD_LIST, Step.What.RENAME_LIST, Step.What.REMOVE_LIST,
        Step.What.UNDO, Step.What.UNDO
    };

    /** The schedule of a seed. */
    static Schedule of(long seed) {
        var random = new Random(seed);
        int phones = 2 + random.nextInt(5);
        int count = FEWEST_STEPS + random.nextInt(MOST_STEPS - FEWEST_STEPS);
        var steps = new ArrayList<Step>();
        steps.add(new Step.Act(0, Step.What.ADD_LIST, 0, 0));
        steps.add(new Step.Sync(0, Step.Fate.ARRIVES));
        while (steps.size() < count) {
            steps.add(step(random, phones));
        }
        int away = random.nextInt(phones);
        if (seed % MONTH == 0) {
            goesAway(steps, away, new Step.TimePasses(A_MONTH));
        }
        if (seed % FORGOTTEN == 0) {
            goesAway(steps, away, new Step.Forget());
        }
        if (seed % KILLED == 0) {
            steps.add(steps.size() / 2, new Step.KillServer());
        }
        return new Schedule(seed, phones, List.copyOf(steps));
    }

    /** A phone that knows what there is goes off the network, is away while it happens, and comes back. */
    private static void goesAway(List<Step> steps, int phone, Step meanwhile) {
        steps.add(steps.size() * 3 / 4, new Step.Mend(phone));
        steps.add(steps.size() / 2, meanwhile);
        steps.addAll(
                steps.size() / 4,
                List.of(new Step.Mend(phone), new Step.Sync(phone, Step.Fate.ARRIVES), new Step.Cut(phone)));
    }

    private static Step step(Random random, int phones) {
        int phone = random.nextInt(phones);
        int dice = random.nextInt(100);
        if (dice < 55) {
            return new Step.Act(phone, ACTS[random.nextInt(ACTS.length)], random.nextInt(1000), random.nextInt(1000));
        }
        if (dice < 80) {
            return new Step.Sync(phone, fate(random.nextInt(100)));
        }
        if (dice < 85) {
            return together(random, phones);
        }
        if (dice < 88) {
            return new Step.Straggler(phone);
        }
        if (dice < 91) {
            return new Step.Restart(phone);
        }
        if (dice < 95) {
            return new Step.SetClock(phone, off(random));
        }
        return dice < 97 ? new Step.Cut(phone) : new Step.Mend(phone);
    }

    private static Step together(Random random, int phones) {
        var all = IntStream.range(0, phones).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, random);
        return new Step.Together(List.copyOf(all.subList(0, 2 + random.nextInt(phones - 1))));
    }

    private static Step.Fate fate(int dice) {
        if (dice < 60) {
            return Step.Fate.ARRIVES;
        }
        if (dice < 70) {
            return Step.Fate.REQUEST_LOST;
        }
        if (dice < 85) {
            return Step.Fate.REPLY_LOST;
        }
        return dice < 92 ? Step.Fate.SENT_TWICE : Step.Fate.HELD_UP;
    }

    private static Duration off(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> A_MONTH.negated();
            default -> Duration.ofMinutes(random.nextInt(2 * 48 * 60) - 48 * 60);
        };
    }

    /** The same schedule with other steps, for making it smaller. */
    Schedule with(List<Step> fewer) {
        return new Schedule(seed, phones, List.copyOf(fewer));
    }

    /** Whether the server dies in it. */
    boolean killsServer() {
        return steps.stream().anyMatch(Step.KillServer.class::isInstance);
    }

    /** How much time goes by in it. */
    Duration time() {
        return steps.stream()
                .map(step -> step instanceof Step.TimePasses(Duration time) ? time : Duration.ZERO)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
