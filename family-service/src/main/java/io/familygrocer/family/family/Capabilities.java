package io.familygrocer.family.family;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;

/** The table of who may do what, as configured; the same for every family. Read at start, which a wrong one fails. */
@Startup
@ApplicationScoped
public class Capabilities {

    private static final Pattern NAME = Pattern.compile("[a-z-]+(\\.[a-z-]+)?");

    private final Map<Role, Set<String>> table = new EnumMap<>(Role.class);

    Capabilities(CapabilitiesConfig config) {
        for (Role role : Role.values()) {
            table.put(role, names(role, config.roles().getOrDefault(role.wire(), List.of())));
        }
        config.roles().keySet().forEach(Capabilities::requireRole);
        // Else a family could get into a state that nobody gets it out of.
        if (!may(Role.OWNER, Capability.CHANGE_ROLE) || !may(Role.OWNER, Capability.REMOVE)) {
            throw new IllegalStateException("grocer.family.capabilities.owner needs %s and %s"
                    .formatted(Capability.CHANGE_ROLE.wire(), Capability.REMOVE.wire()));
        }
    }

    /** Whether the role may do that. */
    public boolean may(Role role, Capability capability) {
        return table.get(role).contains(capability.wire());
    }

    /** The whole table in the wire's names, both in alphabetical order. */
    public Map<String, List<String>> wire() {
        var roles = new TreeMap<String, List<String>>();
        table.forEach((role, names) -> roles.put(role.wire(), List.copyOf(names)));
        return roles;
    }

    private static Set<String> names(Role role, List<String> configured) {
        var names = new TreeSet<String>();
        for (String name : configured) {
            if (!NAME.matcher(name.strip()).matches()) {
                throw new IllegalStateException(
                        "grocer.family.capabilities.%s: %s is no capability".formatted(role.wire(), name));
            }
            names.add(name.strip());
        }
        return names;
    }

    private static void requireRole(String wire) {
        if (List.of(Role.values()).stream().noneMatch(role -> role.wire().equals(wire))) {
            throw new IllegalStateException("grocer.family.capabilities.%s: there is no such role".formatted(wire));
        }
    }
}
