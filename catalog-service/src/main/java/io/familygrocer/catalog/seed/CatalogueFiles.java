package io.familygrocer.catalog.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.catalog.text.NormalForm;

/** The data files that the catalogue is made from; they are part of the program. */
final class CatalogueFiles {

    private static final String CATEGORIES = "/catalogue/categories.csv";
    private static final String PRODUCTS = "/catalogue/products.csv";

    private CatalogueFiles() {}

    /** Changes exactly when the files, or the form in which their names are stored, change: 16 hexadecimal digits. */
    static String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) NormalForm.VERSION);
            digest.update(bytes(CATEGORIES));
            digest.update(bytes(PRODUCTS));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static List<CategoryRow> categories() {
        return read(CATEGORIES, CategoryRow.class);
    }

    static List<ProductRow> products() {
        return read(PRODUCTS, ProductRow.class);
    }

    private static <T> List<T> read(String file, Class<T> form) {
        var csv = CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).build();
        try (MappingIterator<T> rows =
                csv.readerFor(form).with(CsvSchema.emptySchema().withHeader()).readValues(bytes(file))) {
            return rows.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException("not readable: " + file, e);
        }
    }

    private static byte[] bytes(String file) {
        try (var in = CatalogueFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not packaged: " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("not readable: " + file, e);
        }
    }

    /** One line of categories.csv. */
    @RegisterForReflection
    record CategoryRow(
            String slug,
            int position,
            String icon,
            @JsonProperty("name_en") String nameEn,
            @JsonProperty("name_de") String nameDe) {}

    /** One line of products.csv; synonyms are parted by a bar. */
    @RegisterForReflection
    record ProductRow(
            String id,
            String category,
            @JsonProperty("name_en") String nameEn,
            @JsonProperty("name_de") String nameDe,
            @JsonProperty("synonyms_en") String synonymsEn,
            @JsonProperty("synonyms_de") String synonymsDe) {

        List<String> englishSynonyms() {
            return split(synonymsEn);
        }

        List<String> germanSynonyms() {
            return split(synonymsDe);
        }

        private static List<String> split(String synonyms) {
            return Arrays.stream(synonyms.split("\\|", -1))
                    .map(String::strip)
                    .filter(synonym -> !synonym.isEmpty())
                    .toList();
        }
    }
}
