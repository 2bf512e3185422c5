{{/* The name of a service of this release: the release's name where it is the service's, else both. */}}
{{- define "grocer.nameOf" -}}
{{- if contains .name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "grocer.name" -}}
{{- include "grocer.nameOf" (dict "Release" .Release "name" .Chart.Name) -}}
{{- end }}

{{/* What never changes: a Deployment's selector is immutable. */}}
{{- define "grocer.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "grocer.labels" -}}
{{ include "grocer.selector" . }}
app.kubernetes.io/part-of: family-grocer
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- end }}

{{- define "grocer.meta" -}}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "grocer.labels" . | nindent 2 }}
{{- end }}

{{- define "grocer.image" -}}
{{- $i := .Values.image -}}
{{- printf "%s/%s" $i.registry $i.repository -}}
{{- if $i.digest -}}@{{ $i.digest }}{{- else -}}:{{ $i.tag | default .Chart.AppVersion }}{{- end -}}
{{- end }}

{{- define "grocer.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "grocer.name" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end }}

{{/* Where another service is: given, or of this release. */}}
{{- define "grocer.peer" -}}
{{- $given := index .Values.peers .peer | default "" -}}
{{- if $given -}}{{ $given }}{{- else -}}http://{{ include "grocer.nameOf" (dict "Release" .Release "name" .peer) }}{{- end -}}
{{- end }}

{{/* Restricted Pod Security, for a container. */}}
{{- define "grocer.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "grocer.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "grocer.host" -}}
{{- regexReplaceAll ":[0-9]+$" (regexReplaceAll "^[a-z]+://" . "") "" -}}
{{- end }}
