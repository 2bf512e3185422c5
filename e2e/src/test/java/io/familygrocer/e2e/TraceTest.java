package io.familygrocer.e2e;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One request is one trace, all the way to who hears of it by an event. */
class TraceTest {

    @Test
    void aRequestIsFollowedThroughGatewayServiceOutboxKafkaAndConsumers() {
        var home = Stack.household("Traced");
        String list = home.anna().list(home.id(), "Traced");
        var id = new byte[16];
        new Random().nextBytes(id);
        String trace = HexFormat.of().formatHex(id);
        Stack.traces().watch(trace);

        var api = home.anna().api();
        var answer = api.send(api.request("/api/lists/%s/items".formatted(list))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"oat milk\"}"))
                .build());
        assertThat(answer.status()).isEqualTo(201);

        Awaitility.await("the trace")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(links(trace))
                        .contains(
                                "gateway SERVER",
                                "list-service SERVER",
                                "list-service PRODUCER",
                                "notification-service CONSUMER",
                                "catalog-service CONSUMER"));
        Stack.eventually("the spans above them")
                .untilAsserted(() -> assertThat(Stack.traces().of(trace))
                        .filteredOn(span -> span.service().equals("list-service")
                                && span.kind().equals("SERVER"))
                        .as("the service's span is below one of the gateway's")
                        .allMatch(span -> Stack.traces().of(trace).stream()
                                .anyMatch(parent -> parent.id().equals(span.parent())
                                        && parent.service().equals("gateway"))));
    }

    private static Set<String> links(String trace) {
        var links = new TreeSet<String>();
        Stack.traces().of(trace).forEach(span -> links.add("%s %s".formatted(span.service(), span.kind())));
        return links;
    }
}
