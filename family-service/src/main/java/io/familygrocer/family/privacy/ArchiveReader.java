package io.familygrocer.family.privacy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.ProblemException;

/** Reads what {@link ArchiveWriter} wrote, from hands that may have changed it. Blocking: it unpacks and parses. */
@ApplicationScoped
class ArchiveReader {

    private static final int FILES = 32;

    private final ObjectMapper json;
    private final long unpacked;

    ArchiveReader(ObjectMapper json, PrivacyConfig config) {
        // An amount of 0.1 stays one.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .setNodeFactory(new JsonNodeFactory(true));
        this.unpacked = config.importUnpacked().asLongValue();
    }

    /**
     * The archive of a family.
     *
     * @throws ProblemException 400 saying what is wrong with it
     */
    Archive read(byte[] bytes) {
        var files = unzip(bytes);
        var manifest = manifest(files.get(ArchiveManifest.NAME));
        var records = new LinkedHashMap<String, List<ObjectNode>>();
        for (var file : manifest.files()) {
            byte[] content = files.get(file.name());
            if (content == null || !sha256(content).equals(file.sha256())) {
                throw wrong("%s is missing or is not what the manifest says".formatted(shortened(file.name())));
            }
            if (records.put(String.valueOf(file.service()), records(file.name(), content)) != null) {
                throw wrong("has two files of one service");
            }
        }
        return new Archive(manifest, records);
    }

    private Map<String, byte[]> unzip(byte[] bytes) {
        var files = new HashMap<String, byte[]>();
        long left = unpacked;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
                left -= content.length;
                if (left < 0) {
                    throw wrong("must have at most %d bytes, unpacked".formatted(unpacked));
                }
                if (files.size() == FILES || files.put(entry.getName(), content) != null) {
                    throw wrong("must have at most %d files, each once".formatted(FILES));
                }
            }
            return files;
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("is no zip file that can be read");
        }
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

    private List<ObjectNode> records(String name, byte[] content) {
        try {
            JsonNode array = json.readTree(content);
            var records = new ArrayList<ObjectNode>();
            for (var record : array) {
                if (!(record instanceof ObjectNode object)
                        || !object.path("kind").isTextual()) {
                    throw wrong("%s has something that is no record".formatted(shortened(name)));
                }
                records.add(object);
            }
            return records;
        } catch (IOException e) {
            throw wrong("%s is no JSON".formatted(shortened(name)));
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private static String shortened(String name) {
        String text = String.valueOf(name);
        return text.length() <= 60 ? text : text.substring(0, 60);
    }

    private static ProblemException wrong(String what) {
        return ProblemException.invalid("archive", what);
    }
}
