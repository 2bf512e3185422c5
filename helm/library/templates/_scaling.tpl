{{- define "grocer.scaleBehavior" -}}
{{- $a := .Values.autoscaling -}}
scaleUp:
  stabilizationWindowSeconds: {{ $a.scaleUp.stabilizationSeconds }}
  selectPolicy: Max
  policies:
    - type: Percent
      value: {{ $a.scaleUp.percent }}
      periodSeconds: {{ $a.scaleUp.periodSeconds }}
    - type: Pods
      value: {{ $a.scaleUp.pods }}
      periodSeconds: {{ $a.scaleUp.periodSeconds }}
scaleDown:
  stabilizationWindowSeconds: {{ $a.scaleDown.stabilizationSeconds }}
  selectPolicy: Max
  policies:
    - type: Percent
      value: {{ $a.scaleDown.percent }}
      periodSeconds: {{ $a.scaleDown.periodSeconds }}
    - type: Pods
      value: 1
      periodSeconds: {{ $a.scaleDown.periodSeconds }}
{{- end }}

{{- define "grocer.hpa" -}}
{{- $a := .Values.autoscaling -}}
{{- if and $a.enabled (not $a.keda.enabled) }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "grocer.name" . }}
  minReplicas: {{ $a.minReplicas }}
  maxReplicas: {{ $a.maxReplicas }}
  metrics:
    # The service's own container: the proxies beside it would blur it.
    - type: ContainerResource
      containerResource:
        name: cpu
        container: {{ .Chart.Name }}
        target:
          type: Utilization
          averageUtilization: {{ $a.cpu }}
    - type: ContainerResource
      containerResource:
        name: memory
        container: {{ .Chart.Name }}
        target:
          type: Utilization
          averageUtilization: {{ $a.memory }}
    {{- if $a.requestsPerSecond.enabled }}
    - type: Pods
      pods:
        metric:
          name: http_requests_per_second
        target:
          type: AverageValue
          averageValue: {{ $a.requestsPerSecond.target | quote }}
    {{- end }}
  behavior:
    {{- include "grocer.scaleBehavior" . | nindent 4 }}
{{- end }}
{{- end }}

{{- define "grocer.scaledObject" -}}
{{- $a := .Values.autoscaling -}}
{{- if and $a.enabled $a.keda.enabled }}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "grocer.name" . }}
  minReplicaCount: {{ $a.minReplicas }}
  maxReplicaCount: {{ $a.maxReplicas }}
  pollingInterval: 15
  cooldownPeriod: 300
  # Where a scaler can't be asked, what runs goes on.
  fallback:
    failureThreshold: 4
    replicas: {{ max ($a.minReplicas | int) (.Values.replicas | int) }}
    behavior: currentReplicasIfHigher
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- include "grocer.scaleBehavior" . | nindent 8 }}
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ $a.cpu | quote }}
        containerName: {{ .Chart.Name }}
    - type: memory
      metricType: Utilization
      metadata:
        value: {{ $a.memory | quote }}
        containerName: {{ .Chart.Name }}
    {{- range .facts.reads }}
    - type: kafka
      name: {{ printf "%s-%s" .topic .group | replace "." "-" }}
      metadata:
        bootstrapServers: {{ include "grocer.kafkaBootstrap" $ | quote }}
        consumerGroup: {{ .group }}
        topic: {{ .topic }}
        lagThreshold: {{ $a.keda.lag | quote }}
        offsetResetPolicy: earliest
      {{- if include "grocer.kafkaCa" $ }}
      authenticationRef:
        name: {{ include "grocer.name" $ }}-kafka
      {{- end }}
    {{- end }}
    {{- if $a.keda.predictive.enabled }}
    - type: prometheus
      name: predicted
      metadata:
        serverAddress: {{ $a.keda.prometheusAddress | quote }}
        query: grocer:http_requests:predicted{namespace="{{ .Release.Namespace }}",job="{{ include "grocer.name" . }}"}
        threshold: {{ $a.keda.predictive.requestsPerSecondPerPod | quote }}
        ignoreNullValues: "true"
    {{- else if $a.requestsPerSecond.enabled }}
    - type: prometheus
      name: requests
      metadata:
        serverAddress: {{ $a.keda.prometheusAddress | quote }}
        query: grocer:http_requests:rate5m{namespace="{{ .Release.Namespace }}",job="{{ include "grocer.name" . }}"}
        threshold: {{ $a.requestsPerSecond.target | quote }}
        ignoreNullValues: "true"
    {{- end }}
{{- if and .facts.reads (include "grocer.kafkaCa" .) }}
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: {{ include "grocer.name" . }}-kafka
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  secretTargetRef:
    - parameter: password
      name: {{ .Values.kafka.secret.name | default (include "grocer.name" .) }}
      key: password
    - parameter: ca
      name: {{ include "grocer.kafkaCa" . }}
      key: {{ .Values.kafka.caSecret.key }}
  env: []
{{- end }}
{{- end }}
{{- end }}
