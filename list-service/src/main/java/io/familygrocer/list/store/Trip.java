package io.familygrocer.list.store;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.merge.TripState;

/** A shopping trip, as the database keeps it; its rules are in {@link TripState}. */
@Entity
@Table(name = "trip")
@IdClass(DocumentId.class)
public class Trip extends Document {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, Claim>> FORM = new TypeReference<>() {};

    @Column(name = "list_id", nullable = false)
    UUID listId;

    String store;

    @Column(name = "started_by", nullable = false)
    UUID startedBy;

    @Column(name = "started_at", nullable = false)
    Instant startedAt;

    @Column(nullable = false)
    String claims = "{}";

    @Column(name = "finished_by")
    UUID finishedBy;

    @Column(name = "finished_at")
    Instant finishedAt;

    @Column(name = "finish_stamp")
    String finishStamp;

    String review;

    /** A trip that has just begun. */
    public static Trip of(UUID familyId, UUID id, TripState state, long revision) {
        var trip = new Trip();
        trip.familyId = familyId;
        trip.id = id;
        trip.become(state, revision);
        return trip;
    }

    /** What the merge rules decide upon. */
    public TripState state() {
        var known = new TreeMap<String, TripState.Claim>();
        read().forEach((category, claim) ->
                known.put(category, new TripState.Claim(claim.personId, Stamp.parse(claim.at))));
        return new TripState(
                listId,
                store,
                startedBy,
                startedAt.toEpochMilli(),
                known,
                finishedAt == null ? null : new TripState.Finish(finishedBy, Stamp.parse(finishStamp), review));
    }

    /** Takes the state that the merge rules have decided, as of a revision of the family. */
    public void become(TripState state, long revision) {
        this.revision = revision;
        listId = state.listId();
        store = state.store();
        startedBy = state.startedBy();
        startedAt = Instant.ofEpochMilli(state.startedAt());
        var rows = new TreeMap<String, Claim>();
        state.claims()
                .forEach((category, claim) -> rows.put(
                        category, new Claim(claim.personId(), claim.at().toString())));
        claims = write(rows);
        var finish = state.finish();
        finishedBy = finish == null ? null : finish.personId();
        finishedAt = finish == null ? null : Instant.ofEpochMilli(finish.at().millis());
        finishStamp = finish == null ? null : finish.at().toString();
        review = finish == null ? null : finish.review();
    }

    /** Who goes by which category. */
    Map<String, UUID> claimants() {
        var claimants = new TreeMap<String, UUID>();
        read().forEach((category, claim) -> {
            if (claim.personId != null) {
                claimants.put(category, claim.personId);
            }
        });
        return claimants;
    }

    /** The list that is shopped. */
    public UUID listId() {
        return listId;
    }

    /** Where; null where nobody said. */
    public String store() {
        return store;
    }

    /** When it began, by the clock of who set out. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it ended; null while it runs. */
    public Instant finishedAt() {
        return finishedAt;
    }

    private TreeMap<String, Claim> read() {
        try {
            return JSON.readValue(claims, FORM);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Map<String, Claim> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A claim as it is kept. */
    @RegisterForReflection
    record Claim(UUID personId, String at) {}
}
