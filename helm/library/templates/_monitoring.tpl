{{- define "grocer.monitor" -}}
{{- if .Values.monitoring.enabled }}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ include "grocer.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "grocer.labels" . | nindent 4 }}
    {{- with .Values.monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "grocer.selector" . | nindent 6 }}
  endpoints:
    - port: management
      path: /q/metrics
      interval: {{ .Values.monitoring.interval }}
      scrapeTimeout: 10s
{{- end }}
{{- end }}

{{- define "grocer.alert" -}}
- alert: {{ .alert }}
  expr: {{ .expr }}
  for: {{ .for }}
  labels:
    severity: {{ .severity }}
    service: {{ .service }}
  annotations:
    summary: {{ .summary | quote }}
    runbook_url: https://github.com/family-grocer/family-grocer/blob/main/docs/runbooks/{{ .runbook }}.md
{{- end }}

{{/* One series a service, whichever metric it counts requests by; streams are no requests. */}}
{{- define "grocer.requestRules" -}}
{{- $job := printf "namespace=\"%s\",job=\"%s\"" .Release.Namespace (include "grocer.name" .) -}}
{{- $count := "http_server_requests_seconds_count" -}}
{{- $outcome := "outcome=\"SERVER_ERROR\"" -}}
{{- if eq .Chart.Name "gateway" -}}
{{- $count = "grocer_gateway_requests_seconds_count" -}}
{{- $outcome = "status=~\"5..\"" -}}
{{- end -}}
- record: grocer:http_requests:rate5m
  expr: sum by (namespace, job) (rate({{ $count }}{ {{- $job -}} }[5m]))
- record: grocer:http_errors:ratio_rate5m
  expr: sum by (namespace, job) (rate({{ $count }}{ {{- $job }},{{ $outcome -}} }[5m])) / grocer:http_requests:rate5m{ {{- $job -}} }
- record: grocer:http_errors:ratio_rate30m
  expr: sum by (namespace, job) (rate({{ $count }}{ {{- $job }},{{ $outcome -}} }[30m])) / sum by (namespace, job) (rate({{ $count }}{ {{- $job -}} }[30m]))
- record: grocer:http_errors:ratio_rate1h
  expr: sum by (namespace, job) (rate({{ $count }}{ {{- $job }},{{ $outcome -}} }[1h])) / sum by (namespace, job) (rate({{ $count }}{ {{- $job -}} }[1h]))
- record: grocer:http_errors:ratio_rate6h
  expr: sum by (namespace, job) (rate({{ $count }}{ {{- $job }},{{ $outcome -}} }[6h])) / sum by (namespace, job) (rate({{ $count }}{ {{- $job -}} }[6h]))
{{- end }}

{{/* What is asked for in the coming half hour: the same half hour a week ago, times how much more is asked for now than
     then; never less than what is asked for now. Pods that are wanted at six are there before six. */}}
{{- define "grocer.predictionRules" -}}
{{- $job := printf "namespace=\"%s\",job=\"%s\"" .Release.Namespace (include "grocer.name" .) -}}
{{- $rate := printf "grocer:http_requests:rate5m{%s}" $job -}}
- record: grocer:http_requests:growth
  expr: clamp(avg_over_time({{ $rate }}[6h]) / (avg_over_time({{ $rate }}[6h] offset 1w) > 0), 0.5, 3)
- record: grocer:http_requests:season
  expr: max_over_time({{ $rate }}[30m] offset 167h30m)
- record: grocer:http_requests:predicted
  expr: (grocer:http_requests:season{ {{- $job -}} } * grocer:http_requests:growth{ {{- $job -}} }) > {{ $rate }} or {{ $rate }}
{{- end }}

{{- define "grocer.rules" -}}
{{- $v := .Values -}}
{{- if and $v.monitoring.enabled $v.monitoring.rules }}
{{- $name := include "grocer.name" . }}
{{- $job := printf "namespace=\"%s\",job=\"%s\"" .Release.Namespace $name }}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "grocer.labels" . | nindent 4 }}
    {{- with $v.monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  groups:
    - name: {{ $name }}-requests
      interval: 1m
      rules:
        {{- include "grocer.requestRules" . | nindent 8 }}
    {{- if $v.autoscaling.keda.predictive.enabled }}
    - name: {{ $name }}-prediction
      interval: 1m
      rules:
        {{- include "grocer.predictionRules" . | nindent 8 }}
    {{- end }}
    - name: {{ $name }}
      interval: 1m
      rules:
        {{- include "grocer.alert" (dict "alert" "GrocerErrorBudgetBurnsFast" "for" "2m" "severity" "critical" "service" .Chart.Name "runbook" "error-budget" "summary" (printf "%s fails so often that a month's error budget is gone in two days" $name) "expr" (printf "grocer:http_errors:ratio_rate1h{%s} > 14.4 * 0.001 and grocer:http_errors:ratio_rate5m{%s} > 14.4 * 0.001" $job $job)) | nindent 8 }}
        {{- include "grocer.alert" (dict "alert" "GrocerErrorBudgetBurnsSlowly" "for" "15m" "severity" "warning" "service" .Chart.Name "runbook" "error-budget" "summary" (printf "%s fails so often that a month's error budget is gone in five days" $name) "expr" (printf "grocer:http_errors:ratio_rate6h{%s} > 6 * 0.001 and grocer:http_errors:ratio_rate30m{%s} > 6 * 0.001" $job $job)) | nindent 8 }}
        {{- include "grocer.alert" (dict "alert" "GrocerPodsMissing" "for" "5m" "severity" "critical" "service" .Chart.Name "runbook" "pods-missing" "summary" (printf "fewer than two pods of %s answer" $name) "expr" (printf "(sum(up{%s}) or vector(0)) < %d" $job (min 2 ($v.autoscaling.minReplicas | int)))) | nindent 8 }}
        {{- if .facts.kafka }}
        {{- include "grocer.alert" (dict "alert" "GrocerConsumerLags" "for" "10m" "severity" "warning" "service" .Chart.Name "runbook" "consumer-lag" "summary" (printf "%s is behind with its events" $name) "expr" (printf "max(kafka_consumer_fetch_manager_records_lag_max{%s}) > 1000" $job)) | nindent 8 }}
        {{- include "grocer.alert" (dict "alert" "GrocerOutboxStuck" "for" "5m" "severity" "critical" "service" .Chart.Name "runbook" "outbox-stuck" "summary" (printf "events of %s do not reach Kafka" $name) "expr" (printf "sum(rate(grocer_outbox_failed_total{%s}[5m])) > 0" $job)) | nindent 8 }}
        {{- include "grocer.alert" (dict "alert" "GrocerDeadLetters" "for" "1m" "severity" "warning" "service" .Chart.Name "runbook" "dead-letters" "summary" (printf "a message waits that %s could not consume" $name) "expr" (printf "max(grocer_dead_letters_waiting{%s}) > 0" $job)) | nindent 8 }}
        {{- end }}
        {{- if .facts.postgres }}
        {{- include "grocer.alert" (dict "alert" "GrocerDatabasePoolFull" "for" "5m" "severity" "warning" "service" .Chart.Name "runbook" "pool-saturation" "summary" (printf "requests of %s wait for a connection to the database" $name) "expr" (printf "max(sql_pool_queue_size{%s}) > 10" $job)) | nindent 8 }}
        {{- if eq $v.postgres.mode "cnpg" }}
        {{- include "grocer.alert" (dict "alert" "GrocerReplicaLags" "for" "5m" "severity" "warning" "service" .Chart.Name "runbook" "replica-lag" "summary" (printf "a replica of the database of %s is 30 s behind" $name) "expr" (printf "max(cnpg_pg_replication_lag{namespace=\"%s\",pod=~\"%s-db-.*\"}) > 30" .Release.Namespace $name)) | nindent 8 }}
        {{- if $v.postgres.cnpg.backup.enabled }}
        {{- include "grocer.alert" (dict "alert" "GrocerBackupOld" "for" "1h" "severity" "critical" "service" .Chart.Name "runbook" "backup-old" "summary" (printf "the newest backup of %s is older than 30 hours" $name) "expr" (printf "time() - max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace=\"%s\",pod=~\"%s-db-.*\"}) > 108000" .Release.Namespace $name)) | nindent 8 }}
        {{- end }}
        {{- end }}
        {{- end }}
        {{- if and (eq .Chart.Name "gateway") (ne $v.edge.kind "none") $v.edge.tls.issuer.name }}
        {{- include "grocer.alert" (dict "alert" "GrocerCertificateExpires" "for" "1h" "severity" "critical" "service" .Chart.Name "runbook" "certificate-expires" "summary" "the certificate of the front door ends in less than two weeks" "expr" (printf "min(certmanager_certificate_expiration_timestamp_seconds{namespace=\"%s\"}) - time() < 1209600" .Release.Namespace)) | nindent 8 }}
        {{- end }}
        {{- if .facts.cached }}
        {{- include "grocer.alert" (dict "alert" "GrocerCacheMisses" "for" "30m" "severity" "warning" "service" .Chart.Name "runbook" "cache-misses" "summary" (printf "less than half of what %s looks up is in its caches" $name) "expr" (printf "sum(rate(grocer_cache_requests_total{%s,outcome!=\"miss\"}[15m])) / (sum(rate(grocer_cache_requests_total{%s}[15m])) > 1) < 0.5" $job $job)) | nindent 8 }}
        {{- end }}
{{- end }}
{{- end }}
