package io.familygrocer.list.store;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.Clocks;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Money;

/** A shopping list, as the database keeps it; its rules are in {@link ListState}. */
@Entity
@Table(name = "grocery_list")
@IdClass(DocumentId.class)
@RegisterForReflection
public class GroceryList extends Document {

    @Column(nullable = false)
    String name;

    String icon;
    String colour;
    String position;

    @Column(nullable = false)
    boolean archived;

    String store;

    @Column(nullable = false)
    boolean template;

    @Column(name = "budget_minor")
    Long budgetMinor;

    @Column(name = "budget_currency")
    String budgetCurrency;

    @Column(name = "owner_id")
    UUID ownerId;

    /** Who sees it besides its owner; null for the whole family. */
    @Column(name = "shared_with")
    UUID[] sharedWith;

    /** Who saw it once and does not any more; {@link Audience#FAMILY} for everybody. Null for nobody. */
    @Column(name = "once_shared_with")
    UUID[] onceSharedWith;

    /** A list that is not written yet; {@link #become} gives it content. */
    public static GroceryList unwritten(UUID familyId, UUID id) {
        var list = new GroceryList();
        list.familyId = familyId;
        list.id = id;
        list.removed = true;
        return list;
    }

    /** What the merge rules decide upon. */
    public ListState state() {
        var registers = new EnumMap<ListField, Object>(ListField.class);
        registers.put(ListField.NAME, name);
        registers.put(ListField.ICON, icon);
        registers.put(ListField.COLOUR, colour);
        registers.put(ListField.POSITION, position);
        registers.put(ListField.ARCHIVED, archived ? Boolean.TRUE : null);
        registers.put(ListField.STORE, store);
        registers.put(ListField.TEMPLATE, template ? Boolean.TRUE : null);
        registers.put(ListField.BUDGET, budget());
        registers.put(ListField.SHARED_WITH, sharedWith == null ? null : List.of(sharedWith));
        return new ListState(registers, ownerId, removed, Clocks.parse(ListField.class, clocks), touches());
    }

    /** Takes the state that the merge rules have decided, as of a revision of the family. */
    public void become(ListState state, long revision) {
        boolean first = this.revision == 0;
        this.revision = revision;
        name = state.name();
        icon = (String) state.registers().get(ListField.ICON);
        colour = (String) state.registers().get(ListField.COLOUR);
        position = (String) state.registers().get(ListField.POSITION);
        archived = state.registers().containsKey(ListField.ARCHIVED);
        store = (String) state.registers().get(ListField.STORE);
        template = state.registers().containsKey(ListField.TEMPLATE);
        var budget = (Money) state.registers().get(ListField.BUDGET);
        budgetMinor = budget == null ? null : budget.minor();
        budgetCurrency = budget == null ? null : budget.currency();
        if (!first) {
            remember(state);
        }
        ownerId = state.ownerId();
        sharedWith = state.sharedWith() == null ? null : state.sharedWith().toArray(UUID[]::new);
        removed(state.removed());
        clocks = state.clocks().toString();
        touched(state.touches());
    }

    /** Who saw it so far has to hear that it went, should they not see it any more. */
    private void remember(ListState next) {
        if (Objects.equals(state().sharedWith(), next.sharedWith())) {
            return;
        }
        var once = new LinkedHashSet<UUID>(onceSharedWith == null ? List.of() : Arrays.asList(onceSharedWith));
        if (sharedWith == null) {
            once.add(Audience.FAMILY);
        } else {
            once.addAll(Arrays.asList(sharedWith));
        }
        onceSharedWith = once.toArray(UUID[]::new);
    }

    /** Who sees it. */
    public Audience audience() {
        return Audience.of(ownerId, sharedWith, onceSharedWith);
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** One emoji; null where none was chosen. */
    public String icon() {
        return icon;
    }

    /** As {@code #rrggbb}; null where none was chosen. */
    public String colour() {
        return colour;
    }

    /** A text by which lists are sorted; null where none was chosen. */
    public String position() {
        return position;
    }

    /** Whether it is put away. */
    public boolean archived() {
        return archived;
    }

    /** Where it is shopped; null for anywhere. */
    public String store() {
        return store;
    }

    /** Whether lists are made from it. */
    public boolean template() {
        return template;
    }

    /** What a trip may cost; null for no limit. */
    public Money budget() {
        return budgetMinor == null ? null : new Money(budgetMinor, budgetCurrency);
    }

    /** Who made it; null where that is not known. */
    public UUID ownerId() {
        return ownerId;
    }

    /** Who sees it besides its owner; null for the whole family. */
    public List<UUID> sharedWith() {
        return sharedWith == null ? null : List.of(sharedWith);
    }
}
