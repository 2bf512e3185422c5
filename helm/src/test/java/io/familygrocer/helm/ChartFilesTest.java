package io.familygrocer.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas and READMEs are made of the values. {@code ./grocer charts} writes them. */
class ChartFilesTest {

    static List<String> charts() {
        return ChartFiles.CHARTS;
    }

    @ParameterizedTest
    @MethodSource("charts")
    void whatIsMadeIsOfToday(String chart) throws IOException {
        for (var file : ChartFiles.of(chart).entrySet()) {
            if (Boolean.getBoolean("grocer.write")) {
                Files.writeString(file.getKey(), file.getValue());
            }
            assertThat(ChartFiles.read(file.getKey()))
                    .as("%s is not of today's values: run ./grocer charts", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }
}
