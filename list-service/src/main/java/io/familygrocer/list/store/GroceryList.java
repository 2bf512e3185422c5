package io.familygrocer.list.store;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.familygrocer.list.merge.Clocks;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;

/** A shopping list, as the database keeps it; its rules are in {@link ListState}. */
@Entity
@Table(name = "grocery_list")
@IdClass(DocumentId.class)
public class GroceryList extends Document {

    @Column(nullable = false)
    String name;

    String icon;

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
        return new ListState(name, icon, removed, Clocks.parse(ListField.class, clocks), touches());
    }

    /** Takes the state that the merge rules have decided, as of a revision of the family. */
    public void become(ListState state, long revision) {
        this.revision = revision;
        name = state.name();
        icon = state.icon();
        removed = state.removed();
        clocks = state.clocks().toString();
        touched(state.touches());
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** One emoji; null where none was chosen. */
    public String icon() {
        return icon;
    }
}
