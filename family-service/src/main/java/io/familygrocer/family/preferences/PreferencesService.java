package io.familygrocer.family.preferences;

import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.Revised;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.family.FamilyPreferencesService;
import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.Preferences;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** What families and people have chosen. */
@ApplicationScoped
public class PreferencesService {

    private static final String TYPE = new PersonPreferencesChanged(null, null, null, null).type();

    private final Outbox outbox;
    private final PersonPreferencesRepository people;
    private final AccountService accounts;
    private final FamilyPreferencesService families;
    private final MergePatch patches;

    PreferencesService(
            Outbox outbox,
            PersonPreferencesRepository people,
            AccountService accounts,
            FamilyPreferencesService families,
            MergePatch patches) {
        this.outbox = outbox;
        this.people = people;
        this.accounts = accounts;
        this.families = families;
        this.patches = patches;
    }

    /** What a family has chosen; 404 for who is not in it. */
    public Uni<Revised<Preferences>> ofFamily(UUID personId, UUID familyId) {
        return families.get(personId, familyId);
    }

    /** Changes what a family has chosen; 403 for who may not, 412 where {@code expected} says so. */
    public Uni<Revised<Preferences>> changeFamily(
            UUID personId, UUID familyId, LongPredicate expected, ObjectNode patch) {
        return families.change(
                personId,
                familyId,
                expected,
                preferences ->
                        patches.apply(preferences, patch, Preferences.class).map(Choices::valid));
    }

    /** What a person has chosen for themselves. */
    public Uni<Revised<PersonPreferencesView>> ofPerson(UUID personId) {
        return Panache.withSession(() -> people.findById(personId))
                .map(found -> found == null ? new Revised<>(PersonPreferencesView.NOTHING, 0) : revised(found));
    }

    /** Changes what a person has chosen for themselves; 412 where {@code expected} says so. */
    public Uni<Revised<PersonPreferencesView>> changePerson(UUID personId, LongPredicate expected, ObjectNode patch) {
        return outbox.transaction(() -> accounts.lock(personId)
                .chain(() -> people.findById(personId))
                .chain(found -> found == null
                        ? people.persist(PersonPreferences.of(personId))
                        : Uni.createFrom().item(found))
                .chain(mine -> {
                    if (!expected.test(mine.revision)) {
                        throw ProblemException.of(CommonProblem.STALE, null);
                    }
                    return patches.apply(mine.view(), patch, PersonPreferencesView.class)
                            .map(Choices::valid)
                            .invoke(mine::change)
                            .chain(() -> publish(mine))
                            .replaceWith(() -> revised(mine));
                }));
    }

    /** The language that a person has chosen, as a BCP 47 tag; in the current session. */
    public Uni<Optional<String>> language(UUID personId) {
        return people.findById(personId).map(mine -> Optional.ofNullable(mine).map(found -> found.language));
    }

    /** Forgets what a person has chosen, here and on the compacted topic, in the current transaction. */
    public Uni<Void> forget(UUID personId) {
        return people.deleteById(personId)
                .chain(() -> outbox.addTombstone(FamilySnapshot.TOPIC, TYPE, personId.toString()));
    }

    private Uni<Void> publish(PersonPreferences mine) {
        var event = new PersonPreferencesChanged(mine.personId, mine.language, mine.timeZone, mine.quietHours);
        return outbox.add(event).chain(() -> outbox.addTo(FamilySnapshot.TOPIC, event));
    }

    private static Revised<PersonPreferencesView> revised(PersonPreferences mine) {
        return new Revised<>(mine.view(), mine.revision);
    }
}
