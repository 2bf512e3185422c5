{{/* What a schema can't say: values that need each other. Each failure names the value and the way out. */}}
{{- define "grocer.validate" -}}
{{- $v := .Values -}}
{{- $me := .Chart.Name -}}
{{- if .facts.postgres -}}
  {{- if and (eq $v.postgres.mode "external") (not $v.postgres.host) -}}
    {{- fail (printf "%s: postgres.host is empty. Set postgres.host to your server, or postgres.mode to cnpg (CloudNativePG) or trial (one pod, for trials)." $me) -}}
  {{- end -}}
  {{- if and (eq $v.postgres.mode "external") (not $v.postgres.secret.name) (not $v.externalSecrets.enabled) -}}
    {{- fail (printf "%s: postgres.secret.name is empty. Make a Secret with the keys username and password and name it there, or set externalSecrets.enabled." $me) -}}
  {{- end -}}
  {{- if and (eq $v.migration.mode "job") (ne $v.postgres.mode "external") -}}
    {{- fail (printf "%s: migration.mode=job runs before this release's objects exist, so it can't reach a database of this release (postgres.mode=%s). Set migration.mode to auto or init." $me $v.postgres.mode) -}}
  {{- end -}}
  {{- if and (eq $v.migration.mode "job") $v.externalSecrets.enabled -}}
    {{- fail (printf "%s: migration.mode=job runs before the ExternalSecret of this release is there. Set migration.mode to auto or init, or make the Secret beforehand." $me) -}}
  {{- end -}}
  {{- if and $v.postgres.cnpg.backup.enabled (not $v.postgres.cnpg.backup.objectStore) -}}
    {{- fail (printf "%s: postgres.cnpg.backup.objectStore is empty. Name an ObjectStore of the Barman Cloud plugin, or set postgres.cnpg.backup.enabled to false." $me) -}}
  {{- end -}}
{{- end -}}
{{- if and .facts.redis (eq $v.redis.mode "external") (not $v.redis.hosts) -}}
  {{- fail (printf "%s: redis.hosts is empty. List your server (redis://host:6379), or set redis.mode to release where the umbrella brings the cluster." $me) -}}
{{- end -}}
{{- if and .facts.kafka (eq $v.kafka.mode "external") (not $v.kafka.bootstrapServers) -}}
  {{- fail (printf "%s: kafka.bootstrapServers is empty. Set it to host:port of your brokers, or set kafka.mode to strimzi and kafka.cluster to the Kafka's name." $me) -}}
{{- end -}}
{{- if and .facts.kafka (hasPrefix "SASL" $v.kafka.securityProtocol) (eq $v.kafka.mode "external") (not $v.kafka.secret.name) -}}
  {{- fail (printf "%s: kafka.securityProtocol=%s needs a login. Set kafka.secret.name to a Secret whose key %s has the JAAS line." $me $v.kafka.securityProtocol $v.kafka.secret.jaasKey) -}}
{{- end -}}
{{- if and $v.externalSecrets.enabled (not $v.externalSecrets.store.name) -}}
  {{- fail (printf "%s: externalSecrets.store.name is empty. Name the (Cluster)SecretStore that holds the secrets." $me) -}}
{{- end -}}
{{- if gt ($v.autoscaling.minReplicas | int) ($v.autoscaling.maxReplicas | int) -}}
  {{- fail (printf "%s: autoscaling.minReplicas (%d) is above autoscaling.maxReplicas (%d). Swap or raise one." $me ($v.autoscaling.minReplicas | int) ($v.autoscaling.maxReplicas | int)) -}}
{{- end -}}
{{- if and $v.autoscaling.keda.predictive.enabled (not $v.autoscaling.keda.enabled) -}}
  {{- fail (printf "%s: autoscaling.keda.predictive scales by KEDA. Set autoscaling.keda.enabled to true." $me) -}}
{{- end -}}
{{- if and $v.autoscaling.keda.predictive.enabled (not $v.autoscaling.keda.prometheusAddress) -}}
  {{- fail (printf "%s: autoscaling.keda.prometheusAddress is empty. Set it to your Prometheus (http://prometheus.monitoring:9090)." $me) -}}
{{- end -}}
{{- range $name := .facts.secrets -}}
  {{- $ref := index $v.secretConfig $name | default dict -}}
  {{- if not (or $ref.secret $v.externalSecrets.enabled) -}}
    {{- fail (printf "%s: secretConfig.%s.secret is empty. Make a Secret and name it there (key %s), or set externalSecrets.enabled." $me $name ($ref.key | default $name)) -}}
  {{- end -}}
{{- end -}}
{{- end }}
