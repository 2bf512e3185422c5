package io.familygrocer.family.privacy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 9", "bytes=90-, 90, 99", "bytes=-10, 90, 99", "bytes=95-500, 95, 99", "bytes=-500, 0, 99"
    })
    void oneRangeIsServed(String header, long first, long last) {
        assertThat(ByteRange.of(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=9-1", "bytes=a-b", ""})
    void whatIsNoSuchRangeIsAsIfItWasNotThere(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }

    @Test
    void bytesBehindTheEndAreRefused() {
        assertThatThrownBy(() -> ByteRange.of("bytes=100-", 100)).isInstanceOf(ByteRange.UnsatisfiableException.class);
    }
}
