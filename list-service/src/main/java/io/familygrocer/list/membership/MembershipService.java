package io.familygrocer.list.membership;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Who may see and do what: the projection of what family-service says, and the answer to who asks. */
@ApplicationScoped
public class MembershipService {

    private static final TypeReference<Map<String, List<String>>> ROLES = new TypeReference<>() {};

    private final MembershipRepository memberships;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();
    private volatile Known capabilities = new Known(-1, Capabilities.builtIn());

    MembershipService(MembershipRepository memberships, ObjectMapper json) {
        this.memberships = memberships;
        this.json = json;
    }

    /**
     * What the caller may in a family.
     *
     * @throws ProblemException 404 where they don't belong to it, as if it did not exist
     */
    @WithSession
    public Uni<Access> require(Caller caller, UUID familyId) {
        return memberships
                .heard(familyId, caller.personId())
                .map(row -> AccessRule.decide(
                                caller,
                                familyId,
                                new AccessRule.Heard((FamilyState) row[1], (Membership) row[2], (GuestPass) row[3]),
                                table((CapabilityTable) row[0]),
                                clock.instant())
                        .orElseThrow(ProblemException::notFound));
    }

    /**
     * Like {@link #require}, from what was read beside something else.
     *
     * @param heard the values of {@link HeardBeside#COLUMNS}, the first at 0, and behind them version and roles of the
     *     one row of {@code capability_table}
     */
    public Access decide(Caller caller, UUID familyId, IntFunction<Object> heard) {
        var row = new CapabilityTable();
        row.version = (long) heard.apply(HeardBeside.COUNT);
        row.roles = (String) heard.apply(HeardBeside.COUNT + 1);
        return AccessRule.decide(
                        caller, familyId, HeardBeside.heard(caller, familyId, heard), table(row), clock.instant())
                .orElseThrow(ProblemException::notFound);
    }

    /** What the caller may, in each family that they belong to; a guest pass is for one. */
    @WithSession
    public Uni<Map<UUID, Access>> all(Caller caller) {
        if (caller.pass().isPresent()) {
            UUID familyId = caller.pass().get().familyId();
            return require(caller, familyId)
                    .map(access -> Map.of(familyId, access))
                    .onFailure(ProblemException.class)
                    .recoverWithItem(Map.of());
        }
        return memberships.heardOf(caller.personId()).chain(rows -> {
            var heard = new HashMap<UUID, AccessRule.Heard>();
            for (var row : rows) {
                var member = (Membership) row[2];
                if (member != null) {
                    heard.put(member.familyId, new AccessRule.Heard((FamilyState) row[1], member, null));
                }
            }
            var unheard = new HashSet<>(caller.familyIds());
            unheard.removeAll(heard.keySet());
            var table = table((CapabilityTable) rows.getFirst()[0]);
            return heardIn(unheard, caller.personId()).map(found -> {
                unheard.forEach(id -> heard.put(id, found.getOrDefault(id, new AccessRule.Heard(null, null, null))));
                return decide(caller, heard, table);
            });
        });
    }

    /** Those of some persons who belong to a family, as far as was heard; nothing is asked where there are none. */
    @WithSession
    public Uni<Set<UUID>> membersAmong(UUID familyId, Set<UUID> persons) {
        return persons.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : memberships.membersAmong(familyId, persons).map(Set::copyOf);
    }

    /** The families in which somebody's access changed lately. */
    @WithSession
    public Uni<List<UUID>> changedWithin(Duration lately) {
        return memberships.changedWithin(lately);
    }

    /** Family and member of one moment: between two statements a snapshot may come that knows them. */
    private Uni<Map<UUID, AccessRule.Heard>> heardIn(Collection<UUID> familyIds, UUID personId) {
        return familyIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : memberships.heardIn(familyIds, personId).map(rows -> {
                    var byId = new HashMap<UUID, AccessRule.Heard>();
                    for (var row : rows) {
                        var state = (FamilyState) row[0];
                        byId.put(state.familyId, new AccessRule.Heard(state, (Membership) row[1], null));
                    }
                    return byId;
                });
    }

    private Map<UUID, Access> decide(Caller caller, Map<UUID, AccessRule.Heard> heard, Capabilities table) {
        var access = new HashMap<UUID, Access>();
        heard.forEach((familyId, what) -> AccessRule.decide(caller, familyId, what, table, clock.instant())
                .ifPresent(allowed -> access.put(familyId, allowed)));
        return Map.copyOf(access);
    }

    /** Read with each answer, parsed when it has changed. */
    private Capabilities table(CapabilityTable row) {
        var known = capabilities;
        if (known.version != row.version) {
            known = new Known(row.version, row.roles == null ? Capabilities.builtIn() : Capabilities.of(roles(row)));
            capabilities = known;
        }
        return known.table;
    }

    private Map<String, List<String>> roles(CapabilityTable row) {
        try {
            return json.readValue(row.roles, ROLES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Uni<Void> joined(UUID familyId, UUID personId, String role, long version) {
        return memberships.lock(familyId).chain(() -> memberships.put(familyId, personId, role, version, true));
    }

    Uni<Void> left(UUID familyId, UUID personId, long version) {
        return memberships.lock(familyId).chain(() -> memberships.put(familyId, personId, "none", version, false));
    }

    Uni<Void> dissolved(UUID familyId, boolean dissolved, long version) {
        return memberships.lock(familyId).chain(() -> memberships.dissolved(familyId, dissolved, version));
    }

    Uni<Void> issued(UUID familyId, UUID passId, UUID listId, String may, Instant expiresAt, long version) {
        return memberships
                .lock(familyId)
                .chain(() -> memberships.issue(familyId, passId, listId, may, expiresAt, version));
    }

    Uni<Void> revoked(UUID familyId, UUID passId, long version) {
        return memberships.lock(familyId).chain(() -> memberships.revoke(familyId, passId, version));
    }

    Uni<Void> prefers(UUID familyId, boolean childAdditionsNeedApproval, long version) {
        return memberships
                .lock(familyId)
                .chain(() -> memberships.prefer(familyId, childAdditionsNeedApproval, version));
    }

    Uni<Void> mayDo(long version, Map<String, List<String>> roles) {
        return memberships.mayDo(version, written(roles));
    }

    /** Takes the whole state of a family; what is older than what is known has no effect. */
    Uni<Void> snapshot(FamilySnapshot snapshot) {
        UUID familyId = snapshot.familyId();
        long version = snapshot.version();
        return memberships
                .lock(familyId)
                .chain(() -> memberships.snapshot(familyId, snapshot.isDissolved(), snapshot.approval(), version))
                .chain(fresh -> fresh
                        ? memberships
                                .members(familyId, version, written(snapshot.members()))
                                .chain(() -> memberships.passes(familyId, version, written(snapshot.passes())))
                        : Uni.createFrom().voidItem());
    }

    /** The family is erased: nobody belongs to it, nor ever will. */
    Uni<Void> gone(UUID familyId) {
        return memberships.lock(familyId).chain(() -> memberships.gone(familyId));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Known(long version, Capabilities table) {}
}
