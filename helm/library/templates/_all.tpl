{{/* Everything of a service. global.services, where it is given, wins over the service's own values. */}}
{{- define "grocer.all" -}}
{{- $shared := (.Values.global | default dict).services | default dict -}}
{{- range $name, $_ := $shared -}}
{{- if not (hasKey $.Values $name) -}}
{{- fail (printf "global.services.%s is no value of a service. helm/charts/%s/README.md has them all." $name $.Chart.Name) -}}
{{- end -}}
{{- end -}}
{{- $values := mergeOverwrite (deepCopy .Values) (deepCopy $shared) -}}
{{- $facts := .Files.Get "facts.yaml" | fromYaml -}}
{{- $x := dict "Values" $values "Release" .Release "Chart" .Chart "facts" $facts "Files" .Files -}}
{{- include "grocer.validate" $x -}}
{{- range list "serviceaccount" "configmap" "service" "folder" "deployment" "migrationJob" "externalSecret" "pdb" "hpa" "scaledObject" "networkPolicy" "mesh" "kafka" "postgres" "citus" "monitor" "rules" "test" }}
{{- with include (printf "grocer.%s" .) $x }}
---
{{ . }}
{{- end }}
{{- end }}
{{- if and $facts.postgres $values.pgbouncer.enabled }}
---
{{ include "grocer.pgbouncerConfig" $x }}
{{- end }}
{{- end }}
