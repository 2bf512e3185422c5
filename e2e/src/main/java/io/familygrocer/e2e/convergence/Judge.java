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
    private final List<String> complaints = new ArrayList<>();

    Judge(World world) throws IOException {
        this.world = world;
        Replica fresh = world.fresh();
        this.truth = fresh.documents();
        this.revision = fresh.revision();
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
        boolean aListWasRemoved = deeds.stream().anyMatch(deed -> deed.operation() instanceof Operation.ListRemove);
        deeds.stream()
                .filter(Phone.Deed::isRejected)
                .filter(deed -> !aListWasRemoved)
                .forEach(deed -> complain("refused without a reason: %s", deed));
        deeds.stream().filter(deed -> deed.result() == null).forEach(deed -> complain("never answered: %s", deed));
    }

    private void nothingIsLost() {
        for (var deed : deeds) {
            if (deed.operation() instanceof Operation.ItemSet set
                    && set.listId() != null
                    && !deed.isRejected()
                    && !truth.containsKey(set.id())
                    && !mayHaveBeenRemoved(set.id(), set.listId())) {
                complain("added, acknowledged, never removed, and not there: %s", deed);
            }
        }
    }

    private boolean mayHaveBeenRemoved(UUID item, UUID list) {
        return deeds.stream().map(Phone.Deed::operation).anyMatch(operation -> switch (operation) {
            case Operation.ItemRemove remove -> remove.id().equals(item);
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
                    && truth.containsKey(remove.id())
                    && contentOf(remove.id()).size() < 2) {
                complain("removed, and still there: %s", truth.get(remove.id()));
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

    /** Each item gets an amount when it is made, and from then on only by adding to it. */
    private void amountsAddUp() {
        truth.values().stream().filter(Judge::isItem).forEach(item -> {
            var id = UUID.fromString(item.get("id").textValue());
            var sum = deedsOn(id, operation -> true).stream()
                    .map(deed -> amountIn(deed.operation()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (item.get("amount").decimalValue().compareTo(sum) != 0) {
                complain("amount %s, but what was done adds up to %s: %s", item.get("amount"), sum, item);
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
                if (writes.isEmpty()) {
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
            case Operation.ItemSet set -> set.fields().containsKey(field);
            case Operation.ListSet set -> set.fields().containsKey(field);
            default -> false;
        });
    }

    private static String written(Phone.Deed deed, String field) {
        return switch (deed.operation()) {
            case Operation.ItemSet set -> String.valueOf(set.fields().get(field));
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
        for (int i = 0; i < said.size(); i++) {
            // The planted bug: one row of the outbox is never relayed.
            if (!world.plant().is(Bug.SKIPPED_OUTBOX_ROW) || i != said.size() / 2) {
                last.put(said.get(i).document(), said.get(i));
            }
        }
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
                .filter(deed -> deed.operation().id().equals(id) && !deed.isRejected() && kind.test(deed.operation()))
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
