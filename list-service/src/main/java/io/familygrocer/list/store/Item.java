package io.familygrocer.list.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.Clocks;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.Sameness;

/** Something to buy, as the database keeps it; its rules are in {@link io.familygrocer.list.merge.ItemMerge}. */
@Entity
@Table(name = "item")
@IdClass(DocumentId.class)
@RegisterForReflection
public class Item extends Document {

    @Column(name = "list_id", nullable = false)
    UUID listId;

    @Column(nullable = false)
    String name;

    BigDecimal amount;
    String unit;
    String note;
    String category;

    @Column(name = "product_id")
    String productId;

    @Column(name = "assigned_to")
    UUID assignedTo;

    /** The registers that few items have; see {@link Details}. */
    String details;

    @Column(nullable = false)
    boolean checked;

    @Column(name = "checked_at")
    Instant checkedAt;

    @Column(name = "added_by", nullable = false)
    UUID addedBy;

    @Column(name = "checked_by")
    UUID checkedBy;

    /** The revision at which an adult was asked for a yes; null where none is waited for. */
    @Column(name = "asked_revision")
    Long askedRevision;

    /** The lists that it was on before; null for none. */
    @Column(name = "left_lists")
    UUID[] leftLists;

    /** The name in the form in which it is compared; see {@link Sameness#key}. */
    @Column(name = "name_key", nullable = false)
    String nameKey;

    /** The item that it was folded into: its id is an alias of that one's; null where it stands for itself. */
    @Column(name = "merged_into")
    UUID mergedInto;

    /** An item that is not written yet; {@link #become} gives it content. */
    public static Item unwritten(UUID familyId, UUID id) {
        var item = new Item();
        item.familyId = familyId;
        item.id = id;
        item.removed = true;
        return item;
    }

    /** The row that keeps the id of an item which was folded into another. */
    public static Item alias(UUID familyId, UUID id, UUID mergedInto, ItemState created, long revision) {
        var alias = unwritten(familyId, id);
        alias.become(created.gone(), revision);
        alias.mergedInto = mergedInto;
        return alias;
    }

    /** What the merge rules decide upon. */
    public ItemState state() {
        var registers = new EnumMap<ItemField, Object>(ItemField.class);
        registers.put(ItemField.LIST, listId);
        registers.put(ItemField.NAME, name);
        registers.put(ItemField.AMOUNT, amount);
        registers.put(ItemField.UNIT, unit);
        registers.put(ItemField.NOTE, note);
        registers.put(ItemField.CATEGORY, category);
        registers.put(ItemField.CHECKED, checked);
        registers.put(ItemField.PRODUCT_ID, productId);
        registers.put(ItemField.ASSIGNED_TO, assignedTo);
        Details.parse(details).addTo(registers);
        return new ItemState(
                registers,
                addedBy,
                checkedBy,
                removed,
                askedRevision,
                Clocks.parse(ItemField.class, clocks),
                touches());
    }

    /** Takes the state that the merge rules have decided, as of a revision of the family. */
    public void become(ItemState state, long revision) {
        this.revision = revision;
        moved(state.listId());
        productId = isOfTheOldName(state) ? null : state.productId();
        assignedTo = state.assignedTo();
        details = Details.of(state.registers()).column();
        if (removed && !state.removed()) {
            createdAt = now();
        }
        name = state.name();
        nameKey = Sameness.key(name);
        amount = state.amount();
        unit = state.unit();
        note = state.note();
        category = state.category();
        checked = state.checked();
        checkedAt = checkedAt(state);
        addedBy = state.addedBy();
        checkedBy = state.checkedBy();
        removed(state.removed());
        mergedInto = removed ? mergedInto : null;
        askedRevision = state.askedAt();
        clocks = state.clocks().toString();
        touched(state.touches());
    }

    /** What the catalog made of the old name, and what was chosen before the new one, is not what it is now. */
    private boolean isOfTheOldName(ItemState state) {
        var named = state.clocks().of(ItemField.NAME);
        var chosen = state.clocks().of(ItemField.PRODUCT_ID);
        boolean chosenWithIt =
                chosen.isPresent() && named.isPresent() && chosen.get().compareTo(named.get()) >= 0;
        return !state.name().equals(name) && !chosenWithIt;
    }

    private void moved(UUID target) {
        if (listId != null && !listId.equals(target) && !left().contains(listId)) {
            leftLists = Stream.concat(left().stream(), Stream.of(listId)).toArray(UUID[]::new);
        }
        listId = target;
    }

    /** The lists that it was on before. */
    public List<UUID> left() {
        return leftLists == null ? List.of() : List.of(leftLists);
    }

    /** Takes what the catalog says it is; a category that a person has chosen stands. */
    public void classified(String productId, String category, long revision) {
        this.revision = revision;
        this.productId = productId;
        this.category = category;
    }

    private static Instant checkedAt(ItemState state) {
        return state.checked()
                ? state.clocks()
                        .of(ItemField.CHECKED)
                        .map(at -> Instant.ofEpochMilli(at.millis()))
                        .orElse(null)
                : null;
    }

    /** The name in the form in which it is compared. */
    public String nameKey() {
        return nameKey;
    }

    /** The item that it was folded into; null where it stands for itself. */
    public UUID mergedInto() {
        return mergedInto;
    }

    /** When it was checked, by the clock of who did; null while it is open. */
    public Instant checkedAt() {
        return checkedAt;
    }

    /** Slug of its category; null where unknown. */
    public String category() {
        return category;
    }

    /** Whether it is in the trolley. */
    public boolean checked() {
        return checked;
    }

    /** The stores where it is wanted; empty for anywhere. */
    public List<String> stores() {
        var stores = Details.parse(details).stores();
        return stores == null ? List.of() : stores;
    }

    /** The list that it is on. */
    public UUID listId() {
        return listId;
    }

    /** What to buy. */
    public String name() {
        return name;
    }

    /** The catalog's product; null where it knows none. */
    public String productId() {
        return productId;
    }
}
