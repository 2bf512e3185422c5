package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;
import io.familygrocer.client.Transport;

/** A family, its phones and what happens to them in one schedule, against the real server. */
final class World implements AutoCloseable {

    private static final int ROUNDS_TO_SETTLE = 10;

    /** What several people put on lists, each in their way: the same for the server. */
    private static final String[] EQUALS = {"milk", "Milk", " MILK", "bread", "Bread "};

    private final Schedule schedule;
    private final ListServer server;
    private final UUID family = UUID.randomUUID();
    private final UUID anna = UUID.randomUUID();
    private final UUID ben = UUID.randomUUID();
    private final Crash crash;
    private final Link.Plant plant;
    private final WorldClock clock;
    private final Answers answers = new Answers();
    private final Transport bens;
    private final Past past;
    private final List<Phone> phones;
    private final List<UUID> lists = new ArrayList<>();
    private final List<UUID> items = new ArrayList<>();
    private final Listener listener;

    private World(Schedule schedule, ListServer server, Bug bug, Crash crash) {
        this.schedule = schedule;
        this.server = server;
        this.crash = crash;
        this.plant = new Link.Plant(bug, schedule.seed());
        this.clock = new WorldClock(schedule.time());
        var annas = server.transport(anna, family);
        this.bens = server.transport(ben, family);
        this.past = new Past(family, bens, answers);
        this.phones = IntStream.range(0, schedule.phones())
                .mapToObj(number -> {
                    var link = new Link(number % 2 == 0 ? annas : bens, plant, clock, answers);
                    return new Phone(number, family, UUID.randomUUID(), link, clock);
                })
                .toList();
        server.announced().expect(family);
        this.listener = new Listener(server, anna, family, plant);
    }

    /**
     * Lets a schedule happen and judges how it ends.
     *
     * @param bug what is planted; null for the server as it is
     * @return what is wrong, in sentences; empty where all is well
     */
    static List<String> judge(Schedule schedule, ListServer server, Bug bug) {
        return judge(schedule, server, bug, Crash.alone(server), new Tally());
    }

    /**
     * The same among others.
     *
     * @param crash what becomes of the server where it dies
     * @param tally is told what has happened
     */
    static List<String> judge(Schedule schedule, ListServer server, Bug bug, Crash crash, Tally tally) {
        try (var world = new World(schedule, server, bug, crash)) {
            Runnable takeAway = server.sabotage(bug, world.family);
            try {
                return world.judged(tally);
            } finally {
                takeAway.run();
            }
        } catch (IOException | RuntimeException e) {
            return List.of("it did not come to an end: %s, by %s".formatted(e, e.getCause()));
        }
    }

    private List<String> judged(Tally tally) throws IOException {
        for (var step : schedule.steps()) {
            happen(step);
        }
        settle();
        var complaints = new Judge(this).complaints();
        count(tally);
        return complaints;
    }

    private void count(Tally tally) {
        var deeds = phones.stream().flatMap(phone -> phone.deeds().stream()).toList();
        schedule.steps().forEach(tally::add);
        tally.add(Tally.Of.PHONES, phones.size());
        tally.add(Tally.Of.OPERATIONS, deeds.size());
        tally.add(Tally.Of.CALLS_ANSWERED, answers.count());
        tally.add(Tally.Of.RESETS, answers.resets());
        tally.add(Tally.Of.ITEMS_MERGED, past.aliases().size());
        tally.add(
                Tally.Of.WRITES_SUPERSEDED,
                deeds.stream()
                        .filter(deed -> "superseded".equals(deed.result()))
                        .count());
        tally.add(
                Tally.Of.OPERATIONS_REJECTED,
                deeds.stream().filter(Phone.Deed::isRejected).count());
    }

    private void happen(Step step) throws IOException {
        switch (step) {
            case Step.Act act -> act(phones.get(act.phone()), act);
            case Step.Sync sync -> phones.get(sync.phone()).sync(sync.fate());
            case Step.Together together -> together(together.phones());
            case Step.Straggler straggler -> phones.get(straggler.phone()).straggler();
            case Step.Restart restart -> phones.get(restart.phone()).restart();
            case Step.Cut cut -> phones.get(cut.phone()).cut(true);
            case Step.Mend mend -> phones.get(mend.phone()).cut(false);
            case Step.SetClock set -> phones.get(set.phone()).setClock(set.off());
            case Step.TimePasses passes -> clock.passes(passes.time());
            case Step.Forget forget -> forget();
            case Step.KillServer kill -> serverDies();
        }
    }

    private void together(List<Integer> numbers) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            join(numbers.stream()
                    .map(phones::get)
                    .map(phone -> CompletableFuture.runAsync(() -> phone.sync(Step.Fate.ARRIVES), threads)));
        }
    }

    /** What becomes of the calls that are under way nobody knows. */
    private void serverDies() {
        crash.gather();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = phones.stream()
                    .map(phone -> CompletableFuture.runAsync(phone::syncIfItGoes, threads))
                    .toList();
            crash.strike();
            join(calls.stream());
        }
    }

    private static void join(Stream<CompletableFuture<Void>> calls) {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
    }

    /** What is forgotten is remembered here: the judge knows what was folded into what. */
    private void forget() throws IOException {
        past.read();
        server.forget(family);
        past.hasForgotten();
    }

    private void act(Phone phone, Step.Act act) {
        if (act.what() == Step.What.ADD_LIST) {
            lists.add(newId(act, lists.size()));
            phone.does(new Operation.ListSet(lists.getLast(), Map.of("name", "list " + lists.size())));
            return;
        }
        var list = choose(phone, lists, act.which());
        if (list == null) {
            return;
        }
        if (act.what() == Step.What.ADD_ITEM) {
            items.add(newId(act, 1_000_000 + items.size()));
            phone.does(new Operation.ItemSet(
                    items.getLast(), list, Map.of("name", "thing " + items.size(), "amount", 1 + act.value() % 9)));
            return;
        }
        if (act.what() == Step.What.ADD_EQUAL) {
            items.add(newId(act, 1_000_000 + items.size()));
            phone.does(new Operation.ItemSet(
                    items.getLast(),
                    list,
                    Map.of("name", EQUALS[act.value() % EQUALS.length], "amount", 1 + act.value() % 9)));
            return;
        }
        if (act.what() == Step.What.UNDO) {
            var effects = phone.effects();
            if (!effects.isEmpty()) {
                var deed = effects.get(act.which() % effects.size());
                phone.does(new Operation.Undo(deed.operation().id(), deed.revision()));
            }
            return;
        }
        operation(phone, act, list, choose(phone, items, act.which())).ifPresent(phone::does);
    }

    private static java.util.Optional<Operation> operation(Phone phone, Step.Act act, UUID list, UUID item) {
        return java.util.Optional.ofNullable(
                switch (act.what()) {
                    case RENAME_LIST -> new Operation.ListSet(list, Map.of("name", "renamed " + act.value()));
                    case REMOVE_LIST -> act.value() % 4 == 0 ? new Operation.ListRemove(list, phone.revision()) : null;
                    case CLEAR_CHECKED -> new Operation.ClearChecked(list, phone.revision());
                    default -> item == null ? null : onItem(phone, act, item);
                });
    }

    private static Operation onItem(Phone phone, Step.Act act, UUID item) {
        return switch (act.what()) {
            case RENAME -> new Operation.ItemSet(item, null, Map.of("name", "name " + act.value()));
            case NOTE -> new Operation.ItemSet(item, null, Map.of("note", "note " + act.value()));
            case CHECK -> new Operation.ItemSet(item, null, Map.of("checked", true));
            case UNCHECK -> new Operation.ItemSet(item, null, Map.of("checked", false));
            case ADJUST -> new Operation.ItemAdjust(item, BigDecimal.valueOf(act.value() % 7 + 1));
            case REMOVE -> new Operation.ItemRemove(item, phone.revision());
            default -> throw new IllegalArgumentException(act.what().name());
        };
    }

    private static UUID choose(Phone phone, List<UUID> all, int which) {
        var known = all.stream().filter(phone::knows).toList();
        return known.isEmpty() ? null : known.get(which % known.size());
    }

    /** The same in each run of a seed, and another for each family. */
    private UUID newId(Step.Act act, int number) {
        var random = new Random(schedule.seed() * 31 + number);
        return new UUID(family.getMostSignificantBits() ^ random.nextLong(), random.nextLong() ^ act.value());
    }

    /** The network is whole again: all sync until nobody has anything left to say or to hear. */
    private void settle() throws IOException {
        for (var phone : phones) {
            phone.cut(false);
            phone.straggler();
        }
        for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
            phones.forEach(phone -> phone.sync(Step.Fate.ARRIVES));
            long revision = phones.getFirst().revision();
            if (phones.stream().allMatch(phone -> phone.waiting() == 0 && phone.revision() == revision)) {
                return;
            }
        }
        throw new IllegalStateException("the phones do not come to the same revision");
    }

    /** A copy made anew, past the network and what is planted in it. */
    Replica fresh() throws IOException {
        var replica = Replica.empty(family, UUID.randomUUID(), java.time.InstantSource.system());
        replica.sync(bens);
        return replica;
    }

    /** Of each id that was folded into another item, which one that is. */
    Map<UUID, UUID> aliases() throws IOException {
        past.read();
        return past.aliases();
    }

    /** Whether the server has forgotten what was removed. */
    boolean hasForgotten() {
        return past.isForgotten();
    }

    /** Everything that the server has answered to phones. */
    Answers answers() {
        return answers;
    }

    /** How long it may take until what was committed has been said everywhere; what a bug holds back never is. */
    Duration patience() {
        return plant.is(null) ? Duration.ofSeconds(60) : Duration.ofSeconds(12);
    }

    UUID family() {
        return family;
    }

    List<Phone> phones() {
        return phones;
    }

    Listener listener() {
        return listener;
    }

    ListServer server() {
        return server;
    }

    Link.Plant plant() {
        return plant;
    }

    @Override
    public void close() {
        listener.close();
        server.announced().forget(family);
    }
}
