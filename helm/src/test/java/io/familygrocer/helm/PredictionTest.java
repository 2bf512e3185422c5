package io.familygrocer.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.SystemProgram;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules that foresee load, evaluated by Prometheus' own promtool over a recorded series of nine days. */
class PredictionTest {

    private static final Path RECORDED = Charts.SOURCE.resolve("src/test/resources/recorded-requests.csv");
    private static final String SERIES = "{namespace=\"grocer\",job=\"list-service\"}";

    @TempDir
    Path folder;

    @Test
    void thePodsOfTheEveningAreWantedBeforeTheEvening() throws Exception {
        var day8 = "182h30m"; // 14:30 of the eighth day
        var before = "185h45m"; // 17:45: the evening's rise begins at 18:00
        var evening = "187h30m"; // 19:30: in the middle of it

        // A week ago the evening had 200 requests a second; this week has half as much again.
        assertEvaluates(List.of(
                expect(day8, "grocer:http_requests:growth", 1.5, 0.05),
                expect(before, "grocer:http_requests:rate5m", 60, 3),
                expect(before, "grocer:http_requests:predicted", 300, 15),
                expect(evening, "grocer:http_requests:predicted", 300, 15)));
    }

    @Test
    void withoutAWeekOfHistoryItIsWhatIsAskedForNow() throws Exception {
        assertEvaluates(List.of(expect("34h", "grocer:http_requests:predicted", 40, 3)));
    }

    @Test
    void aWrongForecastWouldFail() throws Exception {
        assertThat(evaluate(List.of(expect("185h45m", "grocer:http_requests:predicted", 60, 3))))
                .as("promtool finds that the forecast is not what is asked for now")
                .contains("FAILED");
    }

    private void assertEvaluates(List<Map<String, Object>> expected) throws Exception {
        assertThat(evaluate(expected)).contains("SUCCESS").doesNotContain("FAILED");
    }

    /** Whether a value is within a bound, as promtool compares for equality only. */
    private static Map<String, Object> expect(String time, String metric, double value, double tolerance) {
        String expression = "abs(%s%s - %s) < bool %s".formatted(metric, SERIES, value, tolerance);
        return Map.of(
                "expr", expression, "eval_time", time, "exp_samples", List.of(Map.of("labels", SERIES, "value", 1)));
    }

    private String evaluate(List<Map<String, Object>> expected) throws IOException, InterruptedException {
        Path rules = folder.resolve("rules.yaml");
        Path test = folder.resolve("test.yaml");
        var spec = Charts.render("list-service", "list-service", predictive())
                .get(PrometheusRule.class, "list-service")
                .getSpec();
        Charts.YAML.writeValue(
                rules.toFile(), Map.of("groups", Charts.YAML.convertValue(spec.getGroups(), List.class)));
        var scenario = new LinkedHashMap<String, Object>();
        scenario.put("rule_files", List.of(rules.toString()));
        scenario.put("evaluation_interval", "5m");
        scenario.put(
                "tests",
                List.of(Map.of(
                        "interval",
                        "5m",
                        "input_series",
                        List.of(Map.of("series", "http_server_requests_seconds_count" + SERIES, "values", recorded())),
                        "promql_expr_test",
                        expected)));
        Charts.YAML.writeValue(test.toFile(), scenario);
        var promtool = SystemProgram.promtool();
        var builder = new ProcessBuilder(promtool.executable().toString(), "test", "rules", test.toString())
                .redirectErrorStream(true);
        builder.environment().putAll(promtool.environment());
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static Map<String, Object> predictive() {
        return Matrix.merge(
                Matrix.alone("list-service"),
                Matrix.of(
                        "monitoring.enabled", true,
                        "autoscaling.keda.enabled", true,
                        "autoscaling.keda.prometheusAddress", "http://prometheus.monitoring:9090",
                        "autoscaling.keda.predictive.enabled", true));
    }

    /** The recorded requests a second, every five minutes, as the counter that a service would have shown. */
    private static String recorded() throws IOException {
        var values = new ArrayList<String>();
        double total = 0;
        for (String line : Files.readAllLines(RECORDED)) {
            if (!line.startsWith("#")) {
                total += Double.parseDouble(line) * 300;
                values.add(Long.toString(Math.round(total)));
            }
        }
        return String.join(" ", values);
    }
}
