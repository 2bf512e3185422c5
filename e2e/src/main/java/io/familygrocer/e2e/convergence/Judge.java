package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;

/**
 * What must be true when a schedule has ended, whatever has happened in it. It knows what was done and what the server
 * answered, and judges by that alone: it shares no rule with the server.
 */
final class Judge {

    /** Below the server's tolerance of clocks that run ahead: such a stamp stands as it was sent. */
    private static final long SURELY_TAKEN_AS_SENT = Duration.ofSeconds(40).toMillis();

    private final World world;
    private final Map<UUID, ObjectNode> truth;
    private final long revision;
    private final List<Phone.Deed> deeds;
    private final Map<UUID, UUID> aliases;
    private final List<String> complaints = new ArrayList<>();

    Judge(World world) throws IOException {
        this.world = world;
        Replica fresh = world.fresh();
        this.truth = fresh.documents();
        this.revision = fresh.revision();
        this.aliases = world.aliases();
        this.deeds =
                world.phones().stream().flatMap(phone -> phone.deeds().stream()).toList();
    }

    /** Everything that is wrong. */
    List<String> complaints() {
        allHaveTheSame();
        nothingIsForeign();
        nothingIsRefusedWithoutReason();
        nothingIsLost();
        nothingComesBack();
        amountsAddUp();
        equalsAreOne();
        whatWasFoldedStandsForSomething();
        theNewestWriteStands();
        revisionsAreEachGivenOnce();
        theStreamTellsAll();
        theEventsTellAll();
        return complaints;
    }

    private void allHaveTheSame() {
        for (var phone : world.phones()) {
            if (!phone.documents().equals(truth)) {
                complain("phone %s has other documents than the server: %s", phone, difference(phone.documents()));
            }
        }
    }

    private String difference(Map<UUID, ObjectNode> other) {
        var ids = new HashSet<>(truth.keySet());
        ids.addAll(other.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(truth.get(id), other.get(id)))
                .map(id -> "%s instead of %s".formatted(other.get(id), truth.get(id)))
                .limit(2)
                .toList()
                .toString();
    }

    private void nothingIsForeign() {
        world.phones().stream()
                .flatMap(phone -> phone.documents().values().stream())
                .filter(document -> !document.get("familyId")
                        .textValue()
                        .equals(world.family().toString()))
                .forEach(document -> complain("a document of another family: %s", document));
    }

    /** Only what is about a list that somebody has removed may be refused. */
    private void nothingIsRefusedWithoutReason() {
        boolean aListWasRemoved = deeds.stream().map(Phone.Deed::operation).anyMatch(operation -> switch (operation) {
            case Operation.ListRemove remove -> true;
            // Of its making.
            case Operation.Undo undo -> isList(undo.id());
            default -> false;
        });
        deeds.stream()
                .filter(Phone.Deed::isRejected)
                .filter(deed -> !aListWasRemoved && !(deed.operation() instanceof Operation.Undo))
                .forEach(deed -> complain("refused without a reason: %s", deed));
        deeds.stream().filter(deed -> deed.result() == null).forEach(deed -> complain("never answered: %s", deed));
    }

    private boolean isList(UUID id) {
        return deeds.stream()
                .anyMatch(deed -> deed.operation() instanceof Operation.ListSet set
                        && set.id().equals(id));
    }

    private void nothingIsLost() {
        for (var deed : deeds) {
            if (deed.operation() instanceof Operation.ItemSet set
                    && set.listId() != null
                    && !deed.isRejected()
                    && !truth.containsKey(resolved(set.id()))
                    && !mayHaveBeenRemoved(set.id(), set.listId())) {
                complain("added, acknowledged, never removed, and not there: %s", deed);
            }
        }
    }

    private boolean mayHaveBeenRemoved(UUID item, UUID list) {
        return deeds.stream().map(Phone.Deed::operation).anyMatch(operation -> switch (operation) {
            case Operation.ItemRemove remove -> resolved(remove.id()).equals(resolved(item));
            // Of the making of it or of its list, or of an undo that brought it back.
            case Operation.Undo undo -> true;
            case Operation.ClearChecked clear -> clear.id().equals(list);
            case Operation.ListRemove remove -> remove.id().equals(list);
            default -> false;
        });
    }

    /** What was removed is gone, unless somebody gave it content besides the one who made it. */
    private void nothingComesBack() {
        for (var deed : deeds) {
            if (deed.operation() instanceof Operation.ItemRemove remove
                    && "applied".equals(deed.result())
                    && truth.containsKey(resolved(remove.id()))
                    && nothingWasUndone()
                    && contentOf(remove.id()).size() < 2) {
                complain("removed, and still there: %s", truth.get(resolved(remove.id())));
            }
        }
    }

    private List<Phone.Deed> contentOf(UUID item) {
        return deedsOn(
                item,
                operation -> operation instanceof Operation.ItemAdjust
                        || operation instanceof Operation.ItemSet set
                                && set.fields().containsKey("name"));
    }

    private boolean nothingWasUndone() {
        return deeds.stream().noneMatch(deed -> deed.operation() instanceof Operation.Undo);
    }

    private UUID resolved(UUID id) {
        return aliases.getOrDefault(id, id);
    }

    /**
     * Each item gets an amount when it is made, and from then on only by adding to it: what was folded into it and what
     * was said of its aliases, too. What was taken back is subtracted; where it is not known what that did, the item is
     * left out.
     */
    private void amountsAddUp() {
        truth.values().stream().filter(Judge::isItem).forEach(item -> {
            var id = UUID.fromString(item.get("id").textValue());
            var undone = undone(id);
            if (undone.isEmpty()) {
                return;
            }
            var sum = deedsOn(id, operation -> true).stream()
                    .map(deed -> amountIn(deed.operation()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .subtract(undone.get());
            if (item.get("amount").decimalValue().compareTo(sum) != 0) {
                complain("amount %s, but what was done adds up to %s: %s", item.get("amount"), sum, item);
            }
        });
    }

    /** By how much undoing made less of an item; empty where nobody was told what an undo did. */
    private java.util.Optional<BigDecimal> undone(UUID item) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean wentAndCame = deeds.stream().map(Phone.Deed::operation).anyMatch(operation -> switch (operation) {
            case Operation.ItemRemove remove -> resolved(remove.id()).equals(resolved(item));
            case Operation.ClearChecked clear -> true;
            case Operation.ListRemove remove -> true;
            default -> false;
        });
        if (wentAndCame && !nothingWasUndone()) {
            return java.util.Optional.empty();
        }
        for (var undo : deedsOn(item, operation -> operation instanceof Operation.Undo)) {
            long of = ((Operation.Undo) undo.operation()).revision();
            var deed = deeds.stream()
                    .filter(one -> one.revision() != null && one.revision() == of)
                    .findFirst();
            if (deed.isEmpty() || !"applied".equals(undo.result()) || isUndo(deed.get())) {
                return java.util.Optional.empty();
            }
            boolean counted = !(deed.get().operation() instanceof Operation.ItemSet)
                    || "merged".equals(deed.get().result());
            // What is gone and comes back has its amount still.
            sum = counted ? sum.add(amountIn(deed.get().operation())) : sum;
        }
        return java.util.Optional.of(sum);
    }

    private static boolean isUndo(Phone.Deed deed) {
        return deed.operation() instanceof Operation.Undo;
    }

    /** Two who write down the same thing get one line, if neither did anything else with it. */
    private void equalsAreOne() {
        var made = deeds.stream()
                .filter(deed -> deed.operation() instanceof Operation.ItemSet set && set.listId() != null)
                .filter(deed -> !deed.isRejected()
                        && truth.containsKey(resolved(deed.operation().id())))
                .filter(this::isOnlyMadeAndCounted)
                .toList();
        var first = new HashMap<String, Phone.Deed>();
        for (var deed : made) {
            var set = (Operation.ItemSet) deed.operation();
            String name = set.fields().get("name").toString().strip().toLowerCase(java.util.Locale.ROOT);
            var other = first.putIfAbsent(set.listId() + name, deed);
            if (other != null
                    && !resolved(other.operation().id())
                            .equals(resolved(deed.operation().id()))) {
                complain("the same thing, and two of it: %s and %s", other, deed);
            }
        }
    }

    private boolean isOnlyMadeAndCounted(Phone.Deed deed) {
        var item = deed.operation().id();
        return nothingWasUndone()
                && deeds.stream().noneMatch(one -> one.operation() instanceof Operation.ListRemove)
                && deedsOn(item, operation -> operation instanceof Operation.ItemRemove)
                        .isEmpty()
                && deedsOn(item, operation -> operation instanceof Operation.ItemSet set && set.listId() == null)
                        .isEmpty();
    }

    private void whatWasFoldedStandsForSomething() {
        aliases.forEach((alias, item) -> {
            if (truth.containsKey(alias) || aliases.containsKey(item)) {
                complain("an alias that is none: %s of %s", alias, item);
            }
        });
    }

    private static BigDecimal amountIn(Operation operation) {
        return switch (operation) {
            case Operation.ItemAdjust adjust -> adjust.by();
            case Operation.ItemSet set
            when set.fields().get("amount") instanceof Integer amount -> BigDecimal.valueOf(amount);
            default -> BigDecimal.ZERO;
        };
    }

    private void theNewestWriteStands() {
        for (var document : truth.values()) {
            var id = UUID.fromString(document.get("id").textValue());
            for (String field : isItem(document) ? List.of("name", "note", "checked") : List.of("name")) {
                var writes = writesOf(id, field);
                if (writes.isEmpty()
                        || !deedsOn(id, operation -> operation instanceof Operation.Undo)
                                .isEmpty()) {
                    continue;
                }
                String now = document.get(field).asText();
                boolean asSent =
                        writes.stream().allMatch(write -> millis(write) - write.trueTime() < SURELY_TAKEN_AS_SENT);
                var newest =
                        writes.stream().max(Comparator.comparing(Judge::order)).orElseThrow();
                if (asSent && !written(newest, field).equals(now)) {
                    complain("%s is %s, but the newest write is %s", field, now, newest);
                }
                if (writes.stream().noneMatch(write -> written(write, field).equals(now))) {
                    complain("%s is %s, which nobody wrote: %s", field, now, writes);
                }
            }
        }
    }

    private List<Phone.Deed> writesOf(UUID id, String field) {
        return deedsOn(id, operation -> switch (operation) {
            // The name of what was folded into another is not written: it is the same.
            case Operation.ItemSet set -> set.fields().containsKey(field) && !isFolded(set);
            case Operation.ListSet set -> set.fields().containsKey(field);
            default -> false;
        });
    }

    private boolean isFolded(Operation.ItemSet set) {
        return set.listId() != null && aliases.containsKey(set.id());
    }

    private static String written(Phone.Deed deed, String field) {
        return switch (deed.operation()) {
            case Operation.ItemSet set ->
                String.valueOf(set.fields().get(field)).strip();
            case Operation.ListSet set -> String.valueOf(set.fields().get(field));
            default -> throw new IllegalArgumentException(deed.toString());
        };
    }

    private static long millis(Phone.Deed deed) {
        return Long.parseLong(deed.stamp().split("-", 2)[0]);
    }

    /** Stamps in their order, as text: milliseconds, counter, client. */
    private static String order(Phone.Deed deed) {
        String[] parts = deed.stamp().split("-", 3);
        return "%020d-%010d-%s".formatted(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    private void revisionsAreEachGivenOnce() {
        var known = new HashSet<Long>();
        for (var document : truth.values()) {
            long at = document.get("revision").longValue();
            if (!known.add(at) || at > revision) {
                complain("a revision that is not one: %s of %s", document, revision);
            }
        }
    }

    /** Who only listens ends with the same documents. */
    private void theStreamTellsAll() {
        var listener = world.listener();
        if (!listener.hearUpTo(revision, ListServer.patience())) {
            complain("the stream does not tell of revision %s", revision);
        }
        var heard = listener.documents();
        if (heard.size() != truth.size()
                || !truth.entrySet().stream()
                        .allMatch(entry -> sameText(heard.get(entry.getKey()), entry.getValue()))) {
            complain("the stream told %s instead of %s", heard.values(), truth.values());
        }
    }

    private static boolean sameText(JsonNode one, JsonNode other) {
        return one != null && one.toString().equals(other.toString());
    }

    /** The last that other services hear of a document is what it came to. */
    private void theEventsTellAll() {
        long end = System.nanoTime() + ListServer.patience().toNanos();
        List<String> missing = missingEvents();
        while (!missing.isEmpty() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(20).toNanos());
            missing = missingEvents();
        }
        complaints.addAll(missing);
    }

    private List<String> missingEvents() {
        var last = new HashMap<UUID, Announced.Said>();
        var said = world.server().announced().of(world.family());
        said.forEach(event -> last.put(event.document(), event));
        var missing = new ArrayList<String>();
        for (var document : truth.values()) {
            var id = UUID.fromString(document.get("id").textValue());
            var event = last.get(id);
            if (event == null || event.revision() != document.get("revision").longValue()) {
                missing.add("the last event is %s, the document is %s".formatted(event, document));
            }
        }
        last.values().stream()
                .filter(event -> !truth.containsKey(event.document()))
                .filter(event -> event.type().equals("list.item-added.v1")
                        || event.type().equals("list.item-changed.v1"))
                .forEach(event -> missing.add("the last event of what is gone is %s".formatted(event)));
        return missing;
    }

    private List<Phone.Deed> deedsOn(UUID id, Predicate<Operation> kind) {
        return deeds.stream()
                .filter(deed -> resolved(deed.operation().id()).equals(resolved(id))
                        && !deed.isRejected()
                        && kind.test(deed.operation()))
                .toList();
    }

    private static boolean isItem(JsonNode document) {
        return document.get("kind").textValue().equals("item");
    }

    private void complain(String sentence, Object... values) {
        complaints.add(sentence.formatted(values));
    }

    /** The complaints as one text. */
    static String text(Collection<String> complaints) {
        return String.join("\n  ", complaints);
    }
}
