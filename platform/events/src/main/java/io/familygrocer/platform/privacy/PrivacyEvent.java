package io.familygrocer.platform.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.familygrocer.platform.events.Event;

/** What a service answers. The type begins with the service's short name: {@code list.erasure-done.v1}. */
public sealed interface PrivacyEvent extends Event {

    /** The service that answers, for example {@code list-service}. */
    String service();

    private static String type(String service, String name) {
        return service.replaceFirst("-service$", "") + "." + name;
    }

    /**
     * It is erased here.
     *
     * @param counts how many rows of what
     */
    record ErasureDone(
            UUID erasureId,
            String service,
            Subject subject,
            UUID personId,
            UUID familyId,
            List<UUID> familyIds,
            List<UUID> personIds,
            Instant requestedAt,
            Map<String, Long> counts)
            implements PrivacyEvent {

        static ErasureDone of(Erasure e, String service, Map<String, Long> counts) {
            return new ErasureDone(
                    e.erasureId(),
                    service,
                    e.subject(),
                    e.personId(),
                    e.familyId(),
                    e.familyIds(),
                    e.personIds(),
                    e.requestedAt(),
                    counts);
        }

        @Override
        @JsonIgnore
        public String type() {
            return PrivacyEvent.type(service, "erasure-done.v1");
        }

        @Override
        @JsonIgnore
        public String key() {
            return (subject == Subject.PERSON ? personId : familyId).toString();
        }
    }

    /**
     * The service has started and may have come from a backup: whoever knows of more erasures says so.
     *
     * @param known how many it knows of those that were requested lately
     */
    record ErasuresWanted(String service, long known) implements PrivacyEvent {

        @Override
        @JsonIgnore
        public String type() {
            return PrivacyEvent.type(service, "erasures-wanted.v1");
        }

        @Override
        @JsonIgnore
        public String key() {
            return service;
        }
    }

    /**
     * Part of what the service knows.
     *
     * @param part from 0 on, without a gap
     * @param records a JSON array of objects, each with a {@code kind}
     * @param subjectKey the person's or the family's id
     */
    record ExportPart(
            UUID exportId,
            String service,
            int part,
            boolean last,
            @JsonRawValue String records,
            @JsonIgnore String subjectKey)
            implements PrivacyEvent {

        @Override
        @JsonIgnore
        public String type() {
            return PrivacyEvent.type(service, "export-part.v1");
        }

        @Override
        @JsonIgnore
        public String key() {
            return subjectKey;
        }
    }
}
