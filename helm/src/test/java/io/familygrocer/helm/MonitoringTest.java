package io.familygrocer.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every alert has its runbook, and nothing is looked at that nobody measures. */
class MonitoringTest {

    private static final Path RUNBOOKS = Charts.SOURCE.resolveSibling("docs/runbooks");
    private static final Path METRICS = Charts.SOURCE.resolve("src/test/resources/metrics");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> WORDS = Set.of(
            "by",
            "without",
            "and",
            "or",
            "unless",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "offset",
            "bool",
            "w",
            "h",
            "m",
            "s",
            "d");

    private static List<Rule> rules() {
        return Matrix.all().stream()
                .flatMap(values -> values.render().all(PrometheusRule.class))
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookOfAnAlertIsOneOfThem() {
        var runbooks = new TreeSet<String>();
        for (var rule : rules()) {
            if (rule.getAlert() != null) {
                String url = rule.getAnnotations().get("runbook_url");
                runbooks.add(url.substring(url.lastIndexOf('/') + 1));
                assertThat(rule.getLabels()).containsKeys("severity", "service");
                assertThat(rule.getAnnotations().get("summary")).isNotBlank();
            }
        }

        assertThat(runbooks)
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(RUNBOOKS.resolve(file)).exists());
    }

    @Test
    void everyAlertIsNamedInItsRunbook() {
        for (var rule : rules()) {
            if (rule.getAlert() != null) {
                String url = rule.getAnnotations().get("runbook_url");
                assertThat(ChartFiles.read(RUNBOOKS.resolve(url.substring(url.lastIndexOf('/') + 1))))
                        .contains(rule.getAlert());
            }
        }
    }

    @Test
    void rulesAndDashboardsReadWhatIsMeasured() throws IOException {
        var known = known();
        var asked = new TreeSet<String>();
        for (var rule : rules()) {
            asked.addAll(metrics(rule.getExpr().getStrVal()));
        }
        try (var dashboards = Files.list(Charts.SOURCE.resolve("family-grocer/dashboards"))) {
            for (Path file : dashboards.toList()) {
                var dashboard = new ObjectMapper().readTree(file.toFile());
                assertThat(dashboard.get("uid").asText()).as(file.toString()).startsWith("grocer-");
                assertThat(dashboard.get("panels")).isNotEmpty();
                for (JsonNode expression : dashboard.findValues("expr")) {
                    asked.addAll(metrics(expression.asText()));
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    @Test
    void aNameThatNobodyMeasuresIsSeen() {
        assertThat(metrics("sum by (job) (rate(http_server_requets_seconds_count{job=\"x\"}[5m] offset 1w)) / 2 > 1e3"))
                .containsExactly("http_server_requets_seconds_count");
    }

    /** What the services expose (ProductionLikeTest of e2e asks them), what exporters do, and what rules record. */
    private static Set<String> known() throws IOException {
        var known = new HashSet<String>();
        for (String file : List.of("services.txt", "exporters.txt")) {
            Files.readAllLines(METRICS.resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(known::add);
        }
        rules().stream().map(Rule::getRecord).filter(name -> name != null).forEach(known::add);
        return known;
    }

    /** The metrics in an expression: names that are no function, no word of the language and no label. */
    private static Set<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\\{[^}]*}", " ")
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("\"[^\"]*\"", " ")
                .replaceAll("\\b(by|without|on|ignoring) ?\\([^)]*\\)", " ")
                .replaceAll("offset +[0-9hdwm]+", " ");
        var names = new TreeSet<String>();
        var matcher = NAME.matcher(bare);
        while (matcher.find()) {
            boolean function = matcher.end() < bare.length()
                    && bare.substring(matcher.end()).stripLeading().startsWith("(");
            boolean number = matcher.start() > 0 && Character.isDigit(bare.charAt(matcher.start() - 1));
            if (!function && !number && !WORDS.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
