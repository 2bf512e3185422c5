package io.familygrocer.family.privacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.ProblemException;

/** Reads what {@link ArchiveWriter} wrote, from hands that may have changed it. Blocking: it unpacks and parses. */
@ApplicationScoped
class ArchiveReader {

    /** Whose records are read here. */
    static final String OWN = "family-service";

    private static final Set<String> KINDS = Set.of("family", "member");
    private static final int FILES = 32;
    private static final int MANIFEST_SIZE = 64 * 1024;
    private static final int RECORDS_OF_OWN = 2_000;
    private static final int READ_AHEAD = 64 * 1024;

    private final ObjectMapper json;
    private final long unpacked;
    private final int recordSize;

    ArchiveReader(ObjectMapper json, PrivacyConfig config, io.familygrocer.platform.privacy.PrivacyConfig bounds) {
        // An amount of 0.1 stays one.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .setNodeFactory(new JsonNodeFactory(true));
        this.unpacked = config.importUnpacked().asLongValue();
        // A character is up to four bytes, and up to six where it is escaped.
        this.recordSize = 6 * bounds.partSize() + READ_AHEAD;
    }

    /**
     * The archive of a family, gone through to its end.
     *
     * @throws ProblemException 400 saying what is wrong with it
     */
    Archive read(byte[] bytes) {
        var sums = new HashMap<String, String>();
        var own = new HashMap<String, Map<String, List<ObjectNode>>>();
        byte[] manifest = null;
        try (var walk = walk(bytes)) {
            for (String name = walk.nextFile(); name != null; name = walk.nextFile()) {
                if (sums.size() == FILES || sums.put(name, "") != null) {
                    throw wrong("must have at most %d files, each once".formatted(FILES));
                }
                if (name.equals(ArchiveManifest.NAME)) {
                    manifest = walk.content(MANIFEST_SIZE);
                } else {
                    var kept = keep(walk, name.equals(OWN + ".json"));
                    own.put(name, kept);
                    sums.put(name, walk.sha256());
                }
            }
        }
        var read = manifest(manifest);
        var services = new HashMap<String, Map<String, List<ObjectNode>>>();
        for (var file : read.files()) {
            if (!String.valueOf(file.sha256()).equals(sums.get(file.name()))) {
                throw wrong("%s is missing or is not what the manifest says".formatted(shortened(file.name())));
            }
            if (services.put(String.valueOf(file.service()), own.get(file.name())) != null) {
                throw wrong("has two files of one service");
            }
        }
        return new Archive(read, services.getOrDefault(OWN, Map.of()), () -> walk(bytes));
    }

    private ArchiveWalk walk(byte[] bytes) {
        return new ArchiveWalk(bytes, json.reader(), unpacked, recordSize);
    }

    /** Looks at each record of a file, and keeps those that are read here. */
    private static Map<String, List<ObjectNode>> keep(ArchiveWalk walk, boolean own) {
        var kept = new HashMap<String, List<ObjectNode>>();
        int count = 0;
        for (var record = walk.nextRecord(); record != null; record = walk.nextRecord()) {
            String kind = record.path("kind").textValue();
            if (own && KINDS.contains(kind) && count++ < RECORDS_OF_OWN) {
                kept.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(record);
            }
        }
        return kept;
    }

    private ArchiveManifest manifest(byte[] content) {
        if (content == null) {
            throw wrong("has no " + ArchiveManifest.NAME);
        }
        try {
            var manifest = json.readValue(content, ArchiveManifest.class);
            if (manifest.format() != ArchiveManifest.FORMAT) {
                throw wrong("has a form that is not known here");
            }
            if (manifest.scope() != Subject.FAMILY || manifest.familyId() == null || manifest.requestedBy() == null) {
                throw wrong("is not the archive of a family");
            }
            if (manifest.files() == null || manifest.files().contains(null)) {
                throw wrong("names no files");
            }
            return manifest;
        } catch (IOException e) {
            throw wrong(ArchiveManifest.NAME + " can't be read");
        }
    }

    static String shortened(String name) {
        String text = String.valueOf(name);
        return text.length() <= 60 ? text : text.substring(0, 60);
    }

    static ProblemException wrong(String what) {
        return ProblemException.invalid("archive", what);
    }
}
