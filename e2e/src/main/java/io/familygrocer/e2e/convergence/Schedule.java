package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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
            steps.add(step(random, random.nextInt(phones)));
        }
        return new Schedule(seed, phones, List.copyOf(steps));
    }

    private static Step step(Random random, int phone) {
        int dice = random.nextInt(100);
        if (dice < 58) {
            return new Step.Act(phone, ACTS[random.nextInt(ACTS.length)], random.nextInt(1000), random.nextInt(1000));
        }
        if (dice < 88) {
            return new Step.Sync(phone, fate(random.nextInt(100)));
        }
        if (dice < 92) {
            return new Step.Straggler(phone);
        }
        if (dice < 96) {
            return new Step.Restart(phone);
        }
        return new Step.SetClock(phone, off(random));
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
            case 1 -> Duration.ofDays(-30);
            default -> Duration.ofMinutes(random.nextInt(2 * 48 * 60) - 48 * 60);
        };
    }

    /** The same schedule with other steps, for making it smaller. */
    Schedule with(List<Step> fewer) {
        return new Schedule(seed, phones, List.copyOf(fewer));
    }

    /** The same schedule with the server killed in its middle. */
    Schedule withKilledServer() {
        var more = new ArrayList<>(steps);
        more.add(steps.size() / 2, new Step.KillServer());
        return with(more);
    }
}
