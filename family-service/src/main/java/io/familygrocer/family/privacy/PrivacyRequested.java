package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.familygrocer.platform.events.Event;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.Subject;

/** What every service is asked; the schemas are in {@code contracts/events/family-service}. */
sealed interface PrivacyRequested extends Event {

    /** Something is to be erased everywhere. */
    record ErasureRequested(
            UUID erasureId,
            Subject subject,
            UUID personId,
            UUID familyId,
            List<UUID> familyIds,
            List<UUID> personIds,
            Instant requestedAt)
            implements PrivacyRequested {

        static ErasureRequested of(Erasure e) {
            return new ErasureRequested(
                    e.erasureId(),
                    e.subject(),
                    e.personId(),
                    e.familyId(),
                    e.familyIds(),
                    e.personIds(),
                    e.requestedAt());
        }

        @Override
        @JsonIgnore
        public String type() {
            return "family.erasure-requested.v1";
        }

        @Override
        @JsonIgnore
        public String key() {
            return (subject == Subject.PERSON ? personId : familyId).toString();
        }
    }

    /** Everything that is known is to be said. */
    record ExportRequested(UUID exportId, Subject subject, UUID personId, List<UUID> familyIds)
            implements PrivacyRequested {

        @Override
        @JsonIgnore
        public String type() {
            return "family.export-requested.v1";
        }

        @Override
        @JsonIgnore
        public String key() {
            return (subject == Subject.PERSON ? personId : familyIds.getFirst()).toString();
        }
    }

    /**
     * Part of an archive is to be taken in.
     *
     * @param records a JSON array
     */
    record ImportPart(
            UUID importId,
            String service,
            UUID familyId,
            int part,
            boolean last,
            @JsonRawValue String records) implements PrivacyRequested {

        @Override
        @JsonIgnore
        public String type() {
            return "family.import-part.v1";
        }

        @Override
        @JsonIgnore
        public String key() {
            return familyId.toString();
        }
    }
}
