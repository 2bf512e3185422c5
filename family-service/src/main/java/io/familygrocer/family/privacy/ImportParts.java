package io.familygrocer.family.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.platform.privacy.PrivacyConfig;

/**
 * What the other services get of an archive, in parts that are made when they are asked for, under new ids. Blocking: it
 * unpacks and parses.
 */
final class ImportParts implements AutoCloseable {

    private final UUID importId = UUID.randomUUID();
    private final UUID familyId;
    private final ArchiveWalk walk;
    private final Map<String, String> services = new HashMap<>();
    private final NewIds ids;
    private final PrivacyConfig bounds;
    private String service;
    private int number;
    private String waiting;

    /** @param others whether the records of a service are passed on */
    ImportParts(UUID familyId, Archive archive, NewIds ids, PrivacyConfig bounds, Predicate<String> others) {
        this.familyId = familyId;
        this.walk = archive.walk().get();
        this.ids = ids;
        this.bounds = bounds;
        archive.manifest().files().stream()
                .filter(file -> others.test(file.service()))
                .forEach(file -> services.put(file.name(), file.service()));
    }

    /** The next part; null behind the last. */
    PrivacyRequested.ImportPart next() {
        while (service == null) {
            String file = walk.nextFile();
            if (file == null) {
                return null;
            }
            service = services.get(file);
            number = 0;
        }
        String records = records();
        boolean last = records.equals("[]");
        var part = new PrivacyRequested.ImportPart(importId, service, familyId, number++, last, records);
        if (last) {
            service = null;
        }
        return part;
    }

    /** As many records of this file as a part may have, as a JSON array. */
    private String records() {
        var some = new ArrayList<String>();
        int size = 0;
        for (String record = take(); record != null; record = take()) {
            if (some.size() == bounds.partRecords() || size + record.length() > bounds.partSize()) {
                waiting = record;
                break;
            }
            some.add(record);
            size += record.length();
        }
        return "[" + String.join(",", some) + "]";
    }

    private String take() {
        String first = waiting;
        waiting = null;
        return first != null ? first : renewed(walk.nextRecord());
    }

    private String renewed(ObjectNode record) {
        if (record == null) {
            return null;
        }
        ids.renew(record);
        String text = record.toString();
        if (text.length() > bounds.partSize()) {
            throw ArchiveReader.wrong("has a record that is too large");
        }
        return text;
    }

    @Override
    public void close() {
        walk.close();
    }
}
