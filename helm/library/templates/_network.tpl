{{/* Egress to something outside of the cluster: the given networks, else anywhere, at one port. */}}
{{- define "grocer.outside" -}}
- to:
    {{- range .cidrs | default (list "0.0.0.0/0") }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
  ports:
    {{- range .ports }}
    - port: {{ . | int }}
      protocol: TCP
    {{- end }}
{{- end }}

{{- define "grocer.dnsEgress" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}

{{- define "grocer.postgresEgress" -}}
{{- $v := .Values -}}
{{- if eq $v.postgres.mode "cnpg" }}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ include "grocer.name" . }}-db
  ports:
    - port: 5432
      protocol: TCP
{{- else if eq $v.postgres.mode "trial" }}
- to:
    - podSelector:
        matchLabels:
          app.kubernetes.io/name: {{ .Chart.Name }}-db
          app.kubernetes.io/instance: {{ .Release.Name }}
  ports:
    - port: 5432
      protocol: TCP
{{- else }}
{{ include "grocer.outside" (dict "cidrs" $v.networkPolicy.externalCidrs "ports" (list $v.postgres.port)) }}
{{- end }}
{{- end }}

{{- define "grocer.redisEgress" -}}
{{- $v := .Values -}}
{{- if eq $v.redis.mode "release" }}
- to:
    - podSelector:
        matchLabels:
          app.kubernetes.io/name: redis
          app.kubernetes.io/instance: {{ .Release.Name }}
  ports:
    - port: 6379
      protocol: TCP
{{- else }}
{{- $ports := list }}
{{- range $v.redis.hosts }}{{ $ports = append $ports (regexFind "[0-9]+$" (regexFind ":[0-9]+" .) | default "6379") }}{{ end }}
{{ include "grocer.outside" (dict "cidrs" $v.networkPolicy.externalCidrs "ports" ($ports | uniq)) }}
{{- end }}
{{- end }}

{{- define "grocer.kafkaEgress" -}}
{{- $v := .Values -}}
{{- if eq $v.kafka.mode "strimzi" }}
- to:
    - namespaceSelector: {}
      podSelector:
        matchLabels:
          strimzi.io/cluster: {{ include "grocer.kafkaCluster" . }}
  ports:
    - port: 9093
      protocol: TCP
{{- else }}
{{- $ports := list }}
{{- range splitList "," $v.kafka.bootstrapServers }}{{ $ports = append $ports (regexFind "[0-9]+$" .) }}{{ end }}
{{ include "grocer.outside" (dict "cidrs" $v.networkPolicy.externalCidrs "ports" ($ports | uniq)) }}
{{- end }}
{{- end }}

{{- define "grocer.meshPorts" -}}
{{- if eq .Values.mesh.kind "linkerd" }}
- port: 4143
  protocol: TCP
{{- else if eq .Values.mesh.kind "istio" }}
- port: 15008
  protocol: TCP
{{- end }}
{{- end }}

{{/* Nothing in, nothing out, but what is here. */}}
{{- define "grocer.networkPolicy" -}}
{{- $v := .Values -}}
{{- $mesh := include "grocer.meshPorts" . -}}
{{- if $v.networkPolicy.enabled }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "grocer.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- range .facts.calledBy }}
        {{- if eq . "ingress" }}
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ $v.networkPolicy.ingressNamespace }}
        {{- else }}
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ . }}
              app.kubernetes.io/part-of: family-grocer
        {{- end }}
        {{- end }}
      ports:
        - port: {{ .facts.ports.http }}
          protocol: TCP
        {{- with $mesh }}
        {{- . | nindent 8 }}
        {{- end }}
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ $v.networkPolicy.monitoringNamespace }}
        - podSelector:
            matchLabels:
              family-grocer.io/may-manage: "true"
      ports:
        - port: {{ .facts.ports.management }}
          protocol: TCP
        {{- with $mesh }}
        {{- . | nindent 8 }}
        {{- end }}
  egress:
    {{- include "grocer.dnsEgress" . | nindent 4 }}
    {{- if .facts.postgres }}
    {{- include "grocer.postgresEgress" . | nindent 4 }}
    {{- end }}
    {{- if .facts.redis }}
    {{- include "grocer.redisEgress" . | nindent 4 }}
    {{- end }}
    {{- if .facts.kafka }}
    {{- include "grocer.kafkaEgress" . | nindent 4 }}
    {{- end }}
    {{- range .facts.peers }}
    - to:
        {{- if index $v.peers .service }}
        - namespaceSelector: {}
          podSelector:
        {{- else }}
        - podSelector:
        {{- end }}
            matchLabels:
              app.kubernetes.io/name: {{ .service }}
              app.kubernetes.io/part-of: family-grocer
      ports:
        - port: {{ .port }}
          protocol: TCP
        {{- with $mesh }}
        {{- . | nindent 8 }}
        {{- end }}
    {{- end }}
    {{- if $v.tracing.enabled }}
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ $v.networkPolicy.monitoringNamespace }}
      ports:
        - port: {{ regexFind "[0-9]+$" (trimSuffix "/" $v.tracing.endpoint) | default "4318" | int }}
          protocol: TCP
    {{- end }}
    {{- if eq $v.mesh.kind "linkerd" }}
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: linkerd
      ports:
        - port: 8080
          protocol: TCP
        - port: 8086
          protocol: TCP
        - port: 8090
          protocol: TCP
    {{- else if eq $v.mesh.kind "istio" }}
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: istio-system
      ports:
        - port: 15012
          protocol: TCP
    {{- end }}
    {{- with $v.networkPolicy.extraEgressPorts }}
    {{- include "grocer.outside" (dict "cidrs" (list) "ports" .) | nindent 4 }}
    {{- end }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "grocer.name" . }}-test
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}-test
      app.kubernetes.io/instance: {{ .Release.Name }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "grocer.dnsEgress" . | nindent 4 }}
    - to:
        - podSelector:
            matchLabels:
              {{- include "grocer.selector" . | nindent 14 }}
      ports:
        - port: {{ .facts.ports.management }}
          protocol: TCP
{{- if include "grocer.migratesByJob" . }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "grocer.name" . }}-migrate
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-5"
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}-migrate
      app.kubernetes.io/instance: {{ .Release.Name }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "grocer.dnsEgress" . | nindent 4 }}
    {{- include "grocer.postgresEgress" . | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
