{{/* The topics that a service owns, and what it may: write its own, read those that it consumes. */}}
{{- define "grocer.kafka" -}}
{{- $v := .Values -}}
{{- if and .facts.kafka (eq $v.kafka.mode "strimzi") }}
{{- $cluster := include "grocer.kafkaCluster" . }}
{{- range .facts.topics }}
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: {{ .name }}
  namespace: {{ $.Release.Namespace }}
  labels:
    {{- include "grocer.labels" $ | nindent 4 }}
    strimzi.io/cluster: {{ $cluster }}
  annotations:
    # Nobody's helm uninstall takes what others still read.
    helm.sh/resource-policy: keep
spec:
  topicName: {{ .name }}
  partitions: {{ $v.kafka.topics.partitions }}
  replicas: {{ $v.kafka.topics.replicas }}
  config:
    min.insync.replicas: {{ $v.kafka.topics.minInsyncReplicas }}
    {{- if .compacted }}
    cleanup.policy: compact
    {{- else }}
    # Who is erased is gone from here after eight days.
    cleanup.policy: delete
    retention.ms: 604800000
    segment.ms: 86400000
    {{- end }}
{{- end }}
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: {{ include "grocer.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "grocer.labels" . | nindent 4 }}
    strimzi.io/cluster: {{ $cluster }}
spec:
  authentication:
    type: scram-sha-512
  quotas:
    producerByteRate: 10485760
    consumerByteRate: 41943040
    requestPercentage: 200
  authorization:
    type: simple
    acls:
      {{- range .facts.topics }}
      - resource:
          type: topic
          name: {{ .name }}
          patternType: literal
        operations: [Describe, Write]
        host: "*"
      {{- end }}
      {{- $seen := dict }}
      {{- $groups := dict }}
      {{- range .facts.reads }}
      {{- $_ := set $groups .group true }}
      {{- if not (hasKey $seen .topic) }}
      {{- $_ := set $seen .topic true }}
      - resource:
          type: topic
          name: {{ .topic }}
          patternType: literal
        operations: [Describe, Read]
        host: "*"
      {{- end }}
      {{- end }}
      {{- range $group, $_ := $groups }}
      - resource:
          type: group
          name: {{ $group }}
          patternType: literal
        operations: [Describe, Read]
        host: "*"
      {{- end }}
{{- end }}
{{- end }}
