package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.UUID;
import java.util.function.IntFunction;

import io.familygrocer.list.Moments;
import io.familygrocer.platform.web.Caller;

/** What was heard of a family and of who asks, read beside something else in one statement. */
public final class HeardBeside {

    /** What {@link #heard} reads, from the joins, in this order. */
    public static final String COLUMNS = """
            s.dissolved, s.version as family_version, s.snapshot_version, s.child_additions_need_approval,
            m.role, m.version as member_version, m.active as member_active,
            p.list_id, p.may, p.expires_at, p.active as pass_active""";

    /** How many columns those are. */
    static final int COUNT = 11;

    private HeardBeside() {}

    /** The joins for {@link #COLUMNS}, each by a primary key; the arguments are expressions in SQL. */
    public static String joins(String familyId, String bearerId) {
        return """
                left join lateral (select * from family_state where family_id = %1$s limit 1) s on true
                left join lateral (select * from membership where family_id = %1$s and person_id = %2$s limit 1) m on true
                left join lateral (select * from guest_pass where family_id = %1$s and pass_id = %2$s limit 1) p on true""".formatted(familyId, bearerId);
    }

    /**
     * Whether the caller belongs to the family at that time, by the same rule as {@link MembershipService#require}.
     *
     * @param columns the values of {@link #COLUMNS}, the first at 0
     */
    public static boolean letsIn(Caller caller, UUID familyId, IntFunction<Object> columns, Instant now) {
        // What roles may is not asked: to hear what is new takes no right but to belong.
        return AccessRule.decide(caller, familyId, heard(caller, familyId, columns), Capabilities.builtIn(), now)
                .isPresent();
    }

    static AccessRule.Heard heard(Caller caller, UUID familyId, IntFunction<Object> columns) {
        return new AccessRule.Heard(
                family(familyId, columns), member(familyId, caller, columns), pass(familyId, caller, columns));
    }

    private static FamilyState family(UUID familyId, IntFunction<Object> columns) {
        if (columns.apply(0) == null) {
            return null;
        }
        var state = new FamilyState();
        state.familyId = familyId;
        state.dissolved = (boolean) columns.apply(0);
        state.version = (long) columns.apply(1);
        state.snapshotVersion = (long) columns.apply(2);
        state.approval = (boolean) columns.apply(3);
        return state;
    }

    private static Membership member(UUID familyId, Caller caller, IntFunction<Object> columns) {
        if (columns.apply(4) == null) {
            return null;
        }
        var member = new Membership();
        member.familyId = familyId;
        member.personId = caller.personId();
        member.role = (String) columns.apply(4);
        member.version = (long) columns.apply(5);
        member.active = (boolean) columns.apply(6);
        return member;
    }

    private static GuestPass pass(UUID familyId, Caller caller, IntFunction<Object> columns) {
        if (columns.apply(9) == null) {
            return null;
        }
        var pass = new GuestPass();
        pass.familyId = familyId;
        pass.passId = caller.personId();
        pass.listId = (UUID) columns.apply(7);
        pass.may = (String) columns.apply(8);
        pass.expiresAt = Moments.of(columns.apply(9));
        pass.active = (boolean) columns.apply(10);
        return pass;
    }
}
