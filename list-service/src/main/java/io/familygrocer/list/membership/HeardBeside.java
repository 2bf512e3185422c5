package io.familygrocer.list.membership;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import io.familygrocer.platform.web.Caller;

/** What was heard of a family and of who asks, read beside something else in one statement. */
public final class HeardBeside {

    /** What {@link #letsIn} reads, from the joins. */
    public static final String COLUMNS = """
            s.dissolved, s.version as family_version, s.snapshot_version,
            m.role, m.version as member_version, m.active as member_active,
            p.list_id, p.may, p.expires_at, p.active as pass_active""";

    private HeardBeside() {}

    /** The joins for {@link #COLUMNS}, each by a primary key; the arguments are expressions in SQL. */
    public static String joins(String familyId, String bearerId) {
        return """
                left join lateral (select * from family_state where family_id = %1$s limit 1) s on true
                left join lateral (select * from membership where family_id = %1$s and person_id = %2$s limit 1) m on true
                left join lateral (select * from guest_pass where family_id = %1$s and pass_id = %2$s limit 1) p on true""".formatted(familyId, bearerId);
    }

    /** Whether the caller belongs to the family at that time, by the same rule as {@link MembershipService#require}. */
    public static boolean letsIn(Caller caller, UUID familyId, Row row, Instant now) {
        // What roles may is not asked: to hear what is new takes no right but to belong.
        return AccessRule.decide(
                        caller,
                        familyId,
                        new AccessRule.Heard(
                                family(familyId, row), member(familyId, caller, row), pass(familyId, caller, row)),
                        Capabilities.builtIn(),
                        now)
                .isPresent();
    }

    private static FamilyState family(UUID familyId, Row row) {
        Boolean dissolved = row.getBoolean("dissolved");
        if (dissolved == null) {
            return null;
        }
        var state = new FamilyState();
        state.familyId = familyId;
        state.dissolved = dissolved;
        state.version = row.getLong("family_version");
        state.snapshotVersion = row.getLong("snapshot_version");
        return state;
    }

    private static Membership member(UUID familyId, Caller caller, Row row) {
        String role = row.getString("role");
        if (role == null) {
            return null;
        }
        var member = new Membership();
        member.familyId = familyId;
        member.personId = caller.personId();
        member.role = role;
        member.version = row.getLong("member_version");
        member.active = row.getBoolean("member_active");
        return member;
    }

    private static GuestPass pass(UUID familyId, Caller caller, Row row) {
        OffsetDateTime expires = row.getOffsetDateTime("expires_at");
        if (expires == null) {
            return null;
        }
        var pass = new GuestPass();
        pass.familyId = familyId;
        pass.passId = caller.personId();
        pass.listId = row.getUUID("list_id");
        pass.may = row.getString("may");
        pass.expiresAt = expires.toInstant();
        pass.active = row.getBoolean("pass_active");
        return pass;
    }
}
