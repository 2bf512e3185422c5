package io.familygrocer.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Citus distributes by family has a key that begins with the family, as Citus demands. */
class CitusTest {

    @Test
    void everyDistributedTableHasAKeyThatBeginsWithTheFamily() throws IOException {
        String script = Files.readString(Charts.SOURCE.resolve("charts/list-service/files/citus.sql"));
        String array = script.substring(script.indexOf("array["), script.indexOf(']'));
        var tables = Pattern.compile("'([a-z_]+)'")
                .matcher(array)
                .results()
                .map(match -> match.group(1))
                .toList();
        String migrations = migrations();

        assertThat(tables).hasSizeGreaterThan(5);
        for (String table : tables) {
            var definition = Pattern.compile("create table " + table + " \\((.*?)\\n\\);", Pattern.DOTALL)
                    .matcher(migrations);
            assertThat(definition.find()).as("the table %s", table).isTrue();
            assertThat(definition.group(1)).containsPattern("family_id +uuid primary key|primary key \\(family_id,");
        }
    }

    /** Unique indexes too: one that does not name the family could be kept by no worker alone. */
    @Test
    void everyUniqueIndexNamesTheFamily() throws IOException {
        var unique = Pattern.compile("create unique index \\w+ on (\\w+) \\(([^)]*)\\)")
                .matcher(migrations());

        assertThat(unique.results()
                        .filter(index -> List.of("item", "grocery_list").contains(index.group(1))))
                .isNotEmpty()
                .allMatch(index -> index.group(2).startsWith("family_id"));
    }

    private static String migrations() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(Charts.SOURCE.resolveSibling("list-service/src/main/resources/db/migration"))) {
            for (var file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
