{{- define "grocer.postgresHost" -}}
{{- $v := .Values -}}
{{- if eq $v.postgres.mode "cnpg" -}}{{ include "grocer.name" . }}-db-rw
{{- else if eq $v.postgres.mode "trial" -}}{{ include "grocer.name" . }}-db
{{- else -}}{{ $v.postgres.host }}{{- end -}}
{{- end }}

{{- define "grocer.postgresSecret" -}}
{{- $v := .Values -}}
{{- if $v.postgres.secret.name -}}{{ $v.postgres.secret.name }}
{{- else if eq $v.postgres.mode "cnpg" -}}{{ include "grocer.name" . }}-db-app
{{- else if eq $v.postgres.mode "trial" -}}{{ include "grocer.name" . }}-db-trial
{{- else -}}{{ include "grocer.name" . }}-external{{- end -}}
{{- end }}

{{- define "grocer.redisHosts" -}}
{{- $v := .Values -}}
{{- $scheme := ternary "rediss" "redis" $v.redis.tls -}}
{{- if eq $v.redis.mode "release" -}}
{{- $name := include "grocer.nameOf" (dict "Release" .Release "name" "redis") -}}
{{- range $i := until 6 -}}{{ if $i }},{{ end }}{{ $scheme }}://{{ $name }}-{{ $i }}.{{ $name }}-nodes:6379{{- end -}}
{{- else -}}{{ join "," $v.redis.hosts }}{{- end -}}
{{- end }}

{{- define "grocer.kafkaCluster" -}}
{{- .Values.kafka.cluster | default (include "grocer.nameOf" (dict "Release" .Release "name" "kafka")) -}}
{{- end }}

{{- define "grocer.kafkaBootstrap" -}}
{{- if .Values.kafka.bootstrapServers -}}{{ .Values.kafka.bootstrapServers }}
{{- else -}}{{ include "grocer.kafkaCluster" . }}-kafka-bootstrap:9093{{- end -}}
{{- end }}

{{/* What is no secret: the ConfigMap. Names are environment variables that the service knows (ChartTest). */}}
{{- define "grocer.config" -}}
{{- $v := .Values -}}
QUARKUS_HTTP_PORT: {{ .facts.ports.http | quote }}
QUARKUS_MANAGEMENT_PORT: {{ .facts.ports.management | quote }}
QUARKUS_SHUTDOWN_DELAY: {{ printf "%dS" ($v.drain.delaySeconds | int) | quote }}
QUARKUS_SHUTDOWN_TIMEOUT: {{ printf "%dS" ($v.drain.timeoutSeconds | int) | quote }}
{{- if $v.javaOptions }}
JAVA_TOOL_OPTIONS: {{ $v.javaOptions | quote }}
{{- end }}
{{- if .facts.postgres }}
{{- $direct := printf "%s:%d/%s" (include "grocer.postgresHost" .) ($v.postgres.port | int) $v.postgres.database }}
{{- if $v.pgbouncer.enabled }}
QUARKUS_DATASOURCE_JDBC_URL: {{ printf "jdbc:postgresql://127.0.0.1:6432/%s?prepareThreshold=0" $v.postgres.database | quote }}
QUARKUS_DATASOURCE_REACTIVE_URL: {{ printf "postgresql://127.0.0.1:6432/%s" $v.postgres.database | quote }}
QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY: "true"
QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS: "false"
{{- else }}
QUARKUS_DATASOURCE_JDBC_URL: {{ printf "jdbc:postgresql://%s?sslmode=%s" $direct $v.postgres.tls | quote }}
QUARKUS_DATASOURCE_REACTIVE_URL: {{ printf "postgresql://%s" $direct | quote }}
QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE: {{ $v.postgres.tls | quote }}
{{- if ne $v.postgres.tls "disable" }}
QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL: {{ eq $v.postgres.tls "require" | quote }}
{{- end }}
{{- end }}
QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE: {{ $v.postgres.poolSize | quote }}
QUARKUS_FLYWAY_MIGRATE_AT_START: {{ eq $v.migration.mode "start" | quote }}
{{- end }}
{{- if .facts.redis }}
QUARKUS_REDIS_HOSTS: {{ include "grocer.redisHosts" . | quote }}
{{- if or (eq $v.redis.mode "release") $v.redis.cluster }}
QUARKUS_REDIS_CLIENT_TYPE: cluster
QUARKUS_REDIS_REPLICAS: share
{{- end }}
{{- end }}
{{- if .facts.kafka }}
KAFKA_BOOTSTRAP_SERVERS: {{ include "grocer.kafkaBootstrap" . | quote }}
{{- if eq $v.kafka.mode "strimzi" }}
KAFKA_SECURITY_PROTOCOL: SASL_SSL
KAFKA_SASL_MECHANISM: SCRAM-SHA-512
KAFKA_SSL_TRUSTSTORE_TYPE: PEM
KAFKA_SSL_TRUSTSTORE_LOCATION: /etc/kafka-ca/ca.crt
{{- else if ne $v.kafka.securityProtocol "PLAINTEXT" }}
KAFKA_SECURITY_PROTOCOL: {{ $v.kafka.securityProtocol | quote }}
{{- if hasPrefix "SASL" $v.kafka.securityProtocol }}
KAFKA_SASL_MECHANISM: SCRAM-SHA-512
{{- end }}
{{- if $v.kafka.caSecret.name }}
KAFKA_SSL_TRUSTSTORE_TYPE: PEM
KAFKA_SSL_TRUSTSTORE_LOCATION: /etc/kafka-ca/ca.crt
{{- end }}
{{- end }}
{{- end }}
{{- with .facts.folder }}
{{ .variable }}: {{ .path }}
{{- end }}
{{- range $variable, $peer := .facts.peers }}
{{ $variable }}: {{ printf "%s%s" (include "grocer.peer" (dict "Values" $v "Release" $.Release "peer" $peer.service)) ($peer.path | default "") | quote }}
{{- end }}
{{- if $v.tracing.enabled }}
QUARKUS_OTEL_SDK_DISABLED: "false"
QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT: {{ $v.tracing.endpoint | quote }}
{{- end }}
{{- range $variable, $value := $v.config }}
{{ $variable }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{/* Secrets, by reference. */}}
{{- define "grocer.secretEnvironment" -}}
{{- $v := .Values -}}
{{- $external := printf "%s-external" (include "grocer.name" .) -}}
{{- if .facts.postgres }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ include "grocer.postgresSecret" . }}
      key: {{ $v.postgres.secret.usernameKey }}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "grocer.postgresSecret" . }}
      key: {{ $v.postgres.secret.passwordKey }}
{{- end }}
{{- if and .facts.redis (not .migrating) (or $v.redis.secret.name (eq $v.redis.mode "release")) }}
- name: QUARKUS_REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $v.redis.secret.name | default (printf "%s-password" (include "grocer.nameOf" (dict "Release" .Release "name" "redis"))) }}
      key: {{ $v.redis.secret.passwordKey }}
{{- end }}
{{- if and .facts.kafka (not .migrating) }}
{{- if or $v.kafka.secret.name (eq $v.kafka.mode "strimzi") }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ $v.kafka.secret.name | default (include "grocer.name" .) }}
      key: {{ $v.kafka.secret.jaasKey }}
{{- end }}
{{- end }}
{{- range $variable, $ref := $v.secretConfig }}
{{- if or $ref.secret $v.externalSecrets.enabled }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $ref.secret | default $external }}
      key: {{ $ref.key }}
{{- end }}
{{- end }}
{{- end }}
