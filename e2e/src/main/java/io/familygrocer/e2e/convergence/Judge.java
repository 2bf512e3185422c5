package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;

/**
 * What must be true when a schedule has ended, whatever has happened in it. It knows what was done and what the server
 * answered, and judges by that alone: it shares no rule with the server.
 */
final class Judge {

    private final World world;
    private final Map<UUID, ObjectNode> truth;
    private final long revision;
    private final Deeds deeds;
    private final Complaints complaints = new Complaints();

    Judge(World world) throws IOException {
        this.world = world;
        Replica fresh = world.fresh();
        this.truth = fresh.documents();
        this.revision = fresh.revision();
        this.deeds = Deeds.of(world);
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
        new NewestWrites(deeds, complaints).judge(truth.values());
        revisionsAreEachGivenOnce();
        world.answers().judge(complaints);
        var tidings = new Tidings(world, truth, revision, complaints);
        tidings.theStreamTellsAll();
        tidings.theEventsTellAll();
        return complaints.sentences();
    }

    private void allHaveTheSame() {
        for (var phone : world.phones()) {
            if (!phone.documents().equals(truth)) {
                complaints.add(
                        "phone %s has other documents than the server: %s", phone, difference(phone.documents()));
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
                .forEach(document -> complaints.add("a document of another family: %s", document));
    }

    /** Only what is about a list that somebody has removed may be refused, and about what has been forgotten. */
    private void nothingIsRefusedWithoutReason() {
        boolean thereIsAReason = world.hasForgotten()
                || deeds.any(operation -> switch (operation) {
                    case Operation.ListRemove remove -> true;
                    // Of its making.
                    case Operation.Undo undo -> isList(undo.id());
                    default -> false;
                });
        deeds.all().stream()
                .filter(Phone.Deed::isRejected)
                .filter(deed -> !thereIsAReason && !(deed.operation() instanceof Operation.Undo))
                .forEach(deed -> complaints.add("refused without a reason: %s", deed));
        deeds.all().stream()
                .filter(deed -> deed.result() == null)
                .forEach(deed -> complaints.add("never answered: %s", deed));
    }

    private boolean isList(UUID id) {
        return deeds.all().stream()
                .anyMatch(deed -> deed.operation() instanceof Operation.ListSet set
                        && set.id().equals(id));
    }

    private void nothingIsLost() {
        for (var deed : deeds.all()) {
            if (deed.operation() instanceof Operation.ItemSet set
                    && set.listId() != null
                    && !deed.isRejected()
                    && !truth.containsKey(deeds.resolved(set.id()))
                    && !mayHaveBeenRemoved(set.id(), set.listId())) {
                complaints.add("added, acknowledged, never removed, and not there: %s", deed);
            }
        }
    }

    private boolean mayHaveBeenRemoved(UUID item, UUID list) {
        return deeds.any(operation -> switch (operation) {
            case Operation.ItemRemove remove -> deeds.resolved(remove.id()).equals(deeds.resolved(item));
            // Of the making of it or of its list, or of an undo that brought it back.
            case Operation.Undo undo -> true;
            case Operation.ClearChecked clear -> clear.id().equals(list);
            case Operation.ListRemove remove -> remove.id().equals(list);
            default -> false;
        });
    }

    /** What was removed is gone, unless somebody gave it content besides the one who made it. */
    private void nothingComesBack() {
        for (var deed : deeds.all()) {
            if (deed.operation() instanceof Operation.ItemRemove remove
                    && "applied".equals(deed.result())
                    && truth.containsKey(deeds.resolved(remove.id()))
                    && deeds.nothingWasUndone()
                    && contentOf(remove.id()).size() < 2) {
                complaints.add("removed, and still there: %s", truth.get(deeds.resolved(remove.id())));
            }
        }
    }

    private List<Phone.Deed> contentOf(UUID item) {
        return deeds.on(
                item,
                operation -> operation instanceof Operation.ItemAdjust
                        || operation instanceof Operation.ItemSet set
                                && set.fields().containsKey("name"));
    }

    /**
     * Each item gets an amount when it is made, and from then on only by adding to it: what was folded into it and what
     * was said of its aliases, too. What was taken back is subtracted; where it is not known what that did, the item is
     * left out. What may have been refused may count or not.
     */
    private void amountsAddUp() {
        truth.values().stream().filter(Judge::isItem).forEach(item -> {
            var id = UUID.fromString(item.get("id").textValue());
            var undone = undone(id);
            if (undone.isEmpty()) {
                return;
            }
            var amount = item.get("amount").decimalValue();
            var sums = sums(id, undone.get());
            if (sums.stream().noneMatch(sum -> sum.compareTo(amount) == 0)) {
                complaints.add("amount %s, but what was done adds up to %s: %s", amount, sums, item);
            }
        });
    }

    private Set<BigDecimal> sums(UUID item, BigDecimal undone) {
        var sums = Set.of(undone.negate());
        for (var deed : deeds.on(item, operation -> true)) {
            var amount = amountIn(deed.operation());
            var with = sums.stream().map(amount::add);
            sums = (deeds.mayHaveBeenRefused(deed) ? Stream.concat(sums.stream(), with) : with)
                    .collect(Collectors.toSet());
        }
        return sums;
    }

    /** By how much undoing made less of an item; empty where nobody was told what an undo did. */
    private Optional<BigDecimal> undone(UUID item) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean wentAndCame = deeds.any(operation -> switch (operation) {
            case Operation.ItemRemove remove -> deeds.resolved(remove.id()).equals(deeds.resolved(item));
            case Operation.ClearChecked clear -> true;
            case Operation.ListRemove remove -> true;
            default -> false;
        });
        if (wentAndCame && !deeds.nothingWasUndone()) {
            return Optional.empty();
        }
        for (var undo : deeds.on(item, operation -> operation instanceof Operation.Undo)) {
            long of = ((Operation.Undo) undo.operation()).revision();
            var deed = deeds.all().stream()
                    .filter(one -> one.revision() != null && one.revision() == of)
                    .findFirst();
            if (deed.isEmpty() || !"applied".equals(undo.result()) || isUndo(deed.get())) {
                return Optional.empty();
            }
            boolean counted = !(deed.get().operation() instanceof Operation.ItemSet)
                    || "merged".equals(deed.get().result());
            // What is gone and comes back has its amount still.
            sum = counted ? sum.add(amountIn(deed.get().operation())) : sum;
        }
        return Optional.of(sum);
    }

    private static boolean isUndo(Phone.Deed deed) {
        return deed.operation() instanceof Operation.Undo;
    }

    private static BigDecimal amountIn(Operation operation) {
        return switch (operation) {
            case Operation.ItemAdjust adjust -> adjust.by();
            case Operation.ItemSet set
            when set.fields().get("amount") instanceof Integer amount -> BigDecimal.valueOf(amount);
            default -> BigDecimal.ZERO;
        };
    }

    /** Two who write down the same thing get one line, if neither did anything else with it. */
    private void equalsAreOne() {
        var made = deeds.all().stream()
                .filter(deed -> deed.operation() instanceof Operation.ItemSet set && set.listId() != null)
                .filter(deed -> !deed.isRejected()
                        && truth.containsKey(deeds.resolved(deed.operation().id())))
                .filter(this::isOnlyMadeAndCounted)
                .toList();
        var first = new HashMap<String, Phone.Deed>();
        for (var deed : made) {
            var set = (Operation.ItemSet) deed.operation();
            String name = set.fields().get("name").toString().strip().toLowerCase(Locale.ROOT);
            var other = first.putIfAbsent(set.listId() + name, deed);
            if (other != null
                    && !deeds.resolved(other.operation().id())
                            .equals(deeds.resolved(deed.operation().id()))) {
                complaints.add("the same thing, and two of it: %s and %s", other, deed);
            }
        }
    }

    private boolean isOnlyMadeAndCounted(Phone.Deed deed) {
        var item = deed.operation().id();
        return deeds.nothingWasUndone()
                && deeds.all().stream().noneMatch(one -> one.operation() instanceof Operation.ListRemove)
                && deeds.on(item, operation -> operation instanceof Operation.ItemRemove)
                        .isEmpty()
                && deeds.on(item, operation -> operation instanceof Operation.ItemSet set && set.listId() == null)
                        .isEmpty();
    }

    private void whatWasFoldedStandsForSomething() {
        deeds.aliases().forEach((alias, item) -> {
            if (truth.containsKey(alias) || deeds.aliases().containsKey(item)) {
                complaints.add("an alias that is none: %s of %s", alias, item);
            }
        });
    }

    private void revisionsAreEachGivenOnce() {
        var known = new HashSet<Long>();
        for (var document : truth.values()) {
            long at = document.get("revision").longValue();
            if (!known.add(at) || at > revision) {
                complaints.add("a revision that is not one: %s of %s", document, revision);
            }
        }
    }

    static boolean isItem(JsonNode document) {
        return document.get("kind").textValue().equals("item");
    }

    /** The complaints as one text. */
    static String text(Collection<String> complaints) {
        return String.join("\n  ", complaints);
    }
}
