package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class ItemMergeTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID LIST = new UUID(0, 9);

    @Property(tries = 300)
    void registersConvergeWhateverTheOrderOfArrival(@ForAll("writes") List<Write> writes, @ForAll Random shuffles) {
        var distinct = writes.stream().distinct().toList();
        var shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, shuffles);

        assertThat(registers(applyAll(shuffled))).isEqualTo(registers(applyAll(distinct)));
    }

    @Property(tries = 300)
    void writingTheSameAgainChangesNothing(@ForAll("writes") List<Write> writes) {
        var once = applyAll(writes);
        var last = writes.getLast();
        var again = ItemMerge.set(once, last.fields(), last.author(writes.size() + 1));

        assertThat(again.state()).isEqualTo(once);
        assertThat(again.newer()).isPresent();
    }

    @Property(tries = 300)
    void deltasAlwaysAddUp(@ForAll List<Integer> deltas, @ForAll Random shuffles) {
        var shuffled = new ArrayList<>(deltas);
        Collections.shuffle(shuffled, shuffles);
        var item = milk();
        long revision = 2;
        for (int delta : shuffled) {
            item = ItemMerge.adjust(item, BigDecimal.valueOf(delta), author(BEN, revision, revision++))
                    .state();
        }
        var sum = deltas.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(item.amount() == null ? BigDecimal.ZERO : item.amount()).isEqualByComparingTo(sum);
    }

    @Example
    void contentThatTheRemoverHasNotSeenKeepsTheItem() {
        var renamed = ItemMerge.set(milk(), Map.of(ItemField.NAME, "oat milk"), author(BEN, 20, 7))
                .state();

        var removed = ItemMerge.remove(renamed, 6, author(ANNA, 30, 8));

        assertThat(removed.state().removed()).isFalse();
        assertThat(removed.newer()).contains(new Stamp(20, 0, BEN));
    }

    @Example
    void aMereCheckDoesNotKeepTheItem() {
        var checked = ItemMerge.set(milk(), Map.of(ItemField.CHECKED, true), author(BEN, 20, 7))
                .state();

        assertThat(ItemMerge.remove(checked, 6, author(ANNA, 30, 8)).state().removed())
                .isTrue();
    }

    @Example
    void whatTheRemoverDidItselfDoesNotKeepTheItem() {
        var renamed = ItemMerge.set(milk(), Map.of(ItemField.NAME, "cream"), author(ANNA, 20, 7))
                .state();

        assertThat(ItemMerge.remove(renamed, 6, author(ANNA, 30, 8)).state().removed())
                .isTrue();
    }

    @Example
    void ownTouchesDoNotHideThoseOfOthers() {
        var byBen = ItemMerge.set(milk(), Map.of(ItemField.NAME, "cream"), author(BEN, 20, 7))
                .state();
        var byAnna = ItemMerge.set(byBen, Map.of(ItemField.NAME, "butter"), author(ANNA, 21, 8))
                .state();

        assertThat(ItemMerge.remove(byAnna, 6, author(ANNA, 30, 9)).state().removed())
                .isFalse();
    }

    @Example
    void aNameBringsARemovedItemBackAndACheckDoesNot() {
        var gone = ItemMerge.remove(milk(), 99, author(ANNA, 20, 7)).state();

        assertThat(ItemMerge.set(gone, Map.of(ItemField.CHECKED, true), author(BEN, 30, 8))
                        .state()
                        .removed())
                .isTrue();
        assertThat(ItemMerge.set(gone, Map.of(ItemField.NAME, "milk"), author(BEN, 30, 8))
                        .state()
                        .removed())
                .isFalse();
    }

    @Example
    void aStampReadsBackAndANonsenseOneIsRefused() {
        var stamp = new Stamp(1_700_000_000_000L, 3, ANNA);
        assertThat(Stamp.parse(stamp.toString())).isEqualTo(stamp);
        for (String nonsense : new String[] {null, "", "1-2", "a-b-c", "-1-0-" + ANNA, "1-0-nobody"}) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> Stamp.parse(nonsense));
        }
    }

    @Example
    void clocksReadBackAndPassOverFieldsOfAnotherRelease() {
        var clocks = Clocks.none(ItemField.class)
                .with(ItemField.NAME, new Stamp(1, 0, ANNA))
                .with(ItemField.CHECKED, new Stamp(2, 1, BEN));
        assertThat(Clocks.parse(ItemField.class, clocks.toString())).isEqualTo(clocks);
        assertThat(Clocks.parse(ItemField.class, clocks + " TASTE=3-0-" + ANNA)).isEqualTo(clocks);
    }

    @Example
    void whatAChildAddsWaitsForAYesToWhatWasSeen() {
        var candy = ItemMerge.set(
                        ItemState.unwritten(), Map.of(ItemField.LIST, LIST, ItemField.NAME, "candy"), child(10, 5))
                .state();
        assertThat(candy.askedAt()).isEqualTo(5);

        var unseen = ItemMerge.approve(candy, 4);
        assertThat(unseen.state()).isEqualTo(candy);
        assertThat(unseen.newer()).isPresent();
        var seen = ItemMerge.approve(candy, 5);
        assertThat(seen.state().askedAt()).isNull();
        assertThat(seen.newer()).isEmpty();
    }

    @Example
    void aYesToOneThingIsNoneToAnother() {
        var candy = ItemMerge.set(
                        ItemState.unwritten(), Map.of(ItemField.LIST, LIST, ItemField.NAME, "candy"), child(10, 5))
                .state();
        var approved = ItemMerge.approve(candy, 5).state();

        var renamed = ItemMerge.set(approved, Map.of(ItemField.NAME, "cake"), child(20, 7))
                .state();
        assertThat(renamed.askedAt()).isEqualTo(7);
        assertThat(ItemMerge.approve(renamed, 6).state().askedAt()).isEqualTo(7);
        var more = ItemMerge.set(approved, Map.of(ItemField.AMOUNT, BigDecimal.TWO), child(20, 7))
                .state();
        assertThat(more.askedAt()).isNull();
    }

    @Example
    void whatAnAdultAddedStaysTheirsWhoeverRenamesIt() {
        var item = ItemMerge.set(milk(), Map.of(ItemField.NAME, "oat milk"), child(20, 7))
                .state();
        assertThat(item.askedAt()).isNull();
    }

    @Example
    void whatAnAdultBringsBackWaitsForNobody() {
        var candy = ItemMerge.set(
                        ItemState.unwritten(), Map.of(ItemField.LIST, LIST, ItemField.NAME, "candy"), child(10, 5))
                .state();
        var back = ItemMerge.set(candy.gone(), Map.of(ItemField.NAME, "candy"), author(ANNA, 20, 8))
                .state();
        assertThat(back.removed()).isFalse();
        assertThat(back.askedAt()).isNull();
        var again = ItemMerge.set(back.gone(), Map.of(ItemField.NAME, "candy"), child(30, 9))
                .state();
        assertThat(again.askedAt()).isEqualTo(9);
    }

    private static Author child(long millis, long revision) {
        return new Author(BEN, new Stamp(millis, 0, BEN), revision, true);
    }

    private static ItemState milk() {
        return ItemMerge.set(
                        ItemState.unwritten(),
                        Map.of(ItemField.LIST, LIST, ItemField.NAME, "milk"),
                        author(ANNA, 10, 5))
                .state();
    }

    private static Author author(UUID client, long millis, long revision) {
        return new Author(client, new Stamp(millis, 0, client), revision, false);
    }

    private static ItemState applyAll(List<Write> writes) {
        var item = milk();
        long revision = 6;
        for (var write : writes) {
            item = ItemMerge.set(item, write.fields(), write.author(revision++)).state();
        }
        return item;
    }

    /** Everything that must not depend on the order; who touched last does, by design. */
    private static List<Object> registers(ItemState item) {
        return java.util.Arrays.asList(
                item.name(), item.amount(), item.unit(), item.note(), item.checked(), item.checkedBy(), item.clocks());
    }

    @Provide
    Arbitrary<List<Write>> writes() {
        var field = Arbitraries.of(ItemField.NAME, ItemField.AMOUNT, ItemField.UNIT, ItemField.NOTE, ItemField.CHECKED);
        // The value follows from the stamp: no client says two things in one moment.
        return Combinators.combine(
                        field.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.longs().between(1, 40),
                        Arbitraries.of(ANNA, BEN))
                .as((fields, millis, client) -> {
                    var values = new EnumMap<ItemField, Object>(ItemField.class);
                    fields.forEach(f -> values.put(f, value(f, millis, client)));
                    return new Write(values, millis, client);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Object value(ItemField field, long millis, UUID client) {
        return switch (field) {
            case AMOUNT -> BigDecimal.valueOf(millis);
            case CHECKED -> millis % 2 == 0;
            default -> millis + client.toString();
        };
    }

    record Write(Map<ItemField, Object> fields, long millis, UUID client) {
        Author author(long revision) {
            return new Author(client, new Stamp(millis, 0, client), revision, false);
        }
    }
}
