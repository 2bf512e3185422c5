{{/* Timeouts, retries and weights of those who call this service, by the mesh. Streams have no timeout. */}}
{{- define "grocer.backends" -}}
{{- $m := .Values.mesh -}}
- name: {{ include "grocer.name" . }}
  port: 80
  {{- if $m.canary.service }}
  weight: {{ sub 100 $m.canary.weight }}
- name: {{ $m.canary.service }}
  port: 80
  weight: {{ $m.canary.weight }}
  {{- end }}
{{- end }}

{{- define "grocer.mesh" -}}
{{- $m := .Values.mesh -}}
{{- if or (eq $m.kind "linkerd") (eq $m.kind "gateway-api") }}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    retry.linkerd.io/http: gateway-error
    retry.linkerd.io/limit: {{ $m.retries | quote }}
spec:
  parentRefs:
    - group: ""
      kind: Service
      name: {{ include "grocer.name" . }}
      port: 80
  rules:
    {{- range .facts.streams }}
    - matches:
        - path:
            type: PathPrefix
            value: {{ . }}
      backendRefs:
        {{- include "grocer.backends" $ | nindent 8 }}
    {{- end }}
    - matches:
        - path:
            type: PathPrefix
            value: /
      timeouts:
        request: {{ $m.timeoutSeconds }}s
      backendRefs:
        {{- include "grocer.backends" . | nindent 8 }}
{{- else if eq $m.kind "istio" }}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  host: {{ include "grocer.name" . }}
  trafficPolicy:
    tls:
      mode: ISTIO_MUTUAL
    connectionPool:
      tcp:
        connectTimeout: 2s
      http:
        http1MaxPendingRequests: 1024
    outlierDetection:
      consecutive5xxErrors: 5
      interval: 10s
      baseEjectionTime: 60s
      maxEjectionPercent: 50
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  hosts:
    - {{ include "grocer.name" . }}
  http:
    {{- range .facts.streams }}
    - match:
        - uri:
            prefix: {{ . }}
      route:
        {{- include "grocer.istioBackends" $ | nindent 8 }}
    {{- end }}
    - timeout: {{ $m.timeoutSeconds }}s
      retries:
        attempts: {{ $m.retries }}
        retryOn: gateway-error,connect-failure,refused-stream
      route:
        {{- include "grocer.istioBackends" . | nindent 8 }}
{{- end }}
{{- end }}

{{- define "grocer.istioBackends" -}}
{{- $m := .Values.mesh -}}
- destination:
    host: {{ include "grocer.name" . }}
  weight: {{ sub 100 (ternary $m.canary.weight 0 (ne $m.canary.service "")) }}
{{- if $m.canary.service }}
- destination:
    host: {{ $m.canary.service }}
  weight: {{ $m.canary.weight }}
{{- end }}
{{- end }}
