package io.familygrocer.family.privacy;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of {@code <service>.export-part.v1}. */
record ExportedPart(UUID exportId, String service, int part, boolean last, JsonNode records) {}
