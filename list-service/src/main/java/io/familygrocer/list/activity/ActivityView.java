package io.familygrocer.list.activity;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.list.history.History;
import io.familygrocer.list.history.Registers;

/**
 * One mutation in a family's activity log.
 *
 * @param revision names it: what {@code undo} wants as {@code seen}
 * @param op what it was, in the words of sync
 * @param id what it was about: what {@code undo} wants as {@code id}
 * @param listId the list
 * @param name what the item or list was called, before it went
 * @param by who did it
 * @param at when the server took it
 * @param documents how many items and lists it changed
 * @param undone whether it was taken back
 * @param was what the fields that it wrote said before; for more than one document those of the last
 * @param is what they said then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivityView(
        long revision,
        String op,
        UUID id,
        UUID listId,
        String name,
        UUID by,
        Instant at,
        int documents,
        boolean undone,
        ObjectNode was,
        ObjectNode is) {

    static ActivityView of(History.Row row) {
        var before = Registers.fields(row.before());
        var after = Registers.fields(row.after());
        var name = after.path("name").isTextual() && row.before() == null ? after.get("name") : before.get("name");
        var was = before.deepCopy();
        was.retain(after.properties().stream().map(java.util.Map.Entry::getKey).toList());
        return new ActivityView(
                row.entry(),
                row.op(),
                row.subjectId(),
                row.listId(),
                name == null ? after.path("name").textValue() : name.textValue(),
                row.personId(),
                row.happenedAt(),
                row.size(),
                row.undone(),
                was,
                after);
    }
}
