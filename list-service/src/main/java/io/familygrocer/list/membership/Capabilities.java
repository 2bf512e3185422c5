package io.familygrocer.list.membership;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.familygrocer.platform.web.Caller;

import static io.familygrocer.list.membership.Capability.ITEM_ADD;
import static io.familygrocer.list.membership.Capability.ITEM_CHECK;
import static io.familygrocer.list.membership.Capability.ITEM_EDIT;
import static io.familygrocer.list.membership.Capability.ITEM_REMOVE;

/**
 * What each role may. family-service says it by {@code family.capabilities-changed.v1}; until then it is what is built
 * in here. Immutable.
 */
public final class Capabilities {

    private static final Capabilities BUILT_IN = new Capabilities(Map.of(
            "owner", Set.copyOf(EnumSet.allOf(Capability.class)),
            "adult", Set.copyOf(EnumSet.allOf(Capability.class)),
            "child", Set.of(ITEM_ADD, ITEM_EDIT, ITEM_CHECK, ITEM_REMOVE),
            "guest", Set.of(ITEM_ADD, ITEM_CHECK)));

    private final Map<String, Set<Capability>> byRole;

    private Capabilities(Map<String, Set<Capability>> byRole) {
        this.byRole = byRole;
    }

    /** What holds as long as nobody has said otherwise. */
    public static Capabilities builtIn() {
        return BUILT_IN;
    }

    /** The table of names on the wire; those of other services are left out. */
    public static Capabilities of(Map<String, List<String>> roles) {
        var byRole = new HashMap<String, Set<Capability>>();
        roles.forEach((role, names) -> {
            var may = EnumSet.noneOf(Capability.class);
            names.forEach(name -> Capability.named(name).ifPresent(may::add));
            byRole.put(role, Set.copyOf(may));
        });
        return new Capabilities(Map.copyOf(byRole));
    }

    /** What a role may; nothing where the role is not known. */
    public Set<Capability> of(String role) {
        return byRole.getOrDefault(role, Set.of());
    }

    /** What the bearer of a guest pass may: who may add may check, too. */
    static Set<Capability> ofPass(Caller.May may) {
        return may == Caller.May.ADD ? Set.of(ITEM_ADD, ITEM_CHECK) : Set.of(ITEM_CHECK);
    }
}
