package io.familygrocer.list.membership;

import java.util.Arrays;
import java.util.Optional;

/** What somebody may do with lists. What a role may is data, see {@link Capabilities}. */
public enum Capability {
    LIST_CREATE("list.create"),
    LIST_EDIT("list.edit"),
    LIST_REMOVE("list.remove"),
    ITEM_ADD("item.add"),
    ITEM_EDIT("item.edit"),
    ITEM_CHECK("item.check"),
    ITEM_REMOVE("item.remove"),
    ITEM_APPROVE("item.approve"),
    IMPORT("import");

    private final String wire;

    Capability(String wire) {
        this.wire = wire;
    }

    /** The capability of a name on the wire; empty for those that are none of this service's business. */
    public static Optional<Capability> named(String wire) {
        return Arrays.stream(values())
                .filter(capability -> capability.wire.equals(wire))
                .findAny();
    }

    /** The name on the wire. */
    public String wire() {
        return wire;
    }
}
