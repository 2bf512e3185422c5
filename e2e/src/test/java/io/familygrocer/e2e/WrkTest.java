package io.familygrocer.e2e;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrkTest {

    @Test
    void figuresAreReadInAnyUnit() {
        var said = Wrk.understand("""
                Running 5s test @ http://127.0.0.1:8080/
                  1 threads and 64 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency     2.10ms    1.03ms  21.66ms   88.39%
                    Req/Sec    31.02k     2.11k   34.71k    80.00%
                  Latency Distribution
                     50%  812.00us
                     75%    2.42ms
                     90%    3.20ms
                     99%    1.20s
                  150000 requests in 5.00s, 187.20MB read
                  Socket errors: connect 1, read 2, write 3, timeout 4
                  Non-2xx or 3xx responses: 30000
                Requests/sec:  30000.00
                Transfer/sec:     37.44MB
                """);

        assertThat(said).isEqualTo(new Wrk.Said(24_000, 0.812, 1200, 30_006));
    }

    @Test
    void whatIsNoFigureIsSaid() {
        assertThatThrownBy(() -> Wrk.understand("unable to connect to 127.0.0.1:1 Connection refused"))
                .hasMessageContaining("unable to connect");
    }
}
