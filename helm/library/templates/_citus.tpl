{{/* After the migration: the tables of families are spread over Citus' workers, by files/citus.sql of the chart. */}}
{{- define "grocer.citus" -}}
{{- $v := .Values -}}
{{- if and .facts.postgres $v.migration.citus.enabled }}
{{- $sql := .Files.Get "files/citus.sql" }}
{{- if not $sql }}
{{- fail (printf "%s: migration.citus.enabled, and this service has no tables to spread. Set it for list-service alone." .Chart.Name) }}
{{- end }}
{{- if ne $v.postgres.mode "external" }}
{{- fail (printf "%s: migration.citus.enabled needs a Postgres with Citus. Set postgres.mode to external and postgres.host to its coordinator." .Chart.Name) }}
{{- end }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "grocer.name" . }}-citus
  {{- include "grocer.meta" . | nindent 2 }}
data:
  citus.sql: |
    {{- $sql | nindent 4 }}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "grocer.name" . }}-citus
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    helm.sh/hook: post-install,post-upgrade
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ $v.migration.backoffLimit }}
  activeDeadlineSeconds: {{ $v.migration.activeDeadlineSeconds }}
  template:
    metadata:
      labels:
        # Of those that migrate: the same NetworkPolicy lets it through.
        app.kubernetes.io/name: {{ .Chart.Name }}-migrate
        app.kubernetes.io/instance: {{ .Release.Name }}
        app.kubernetes.io/part-of: family-grocer
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        {{- include "grocer.podSecurity" (dict "user" 10001) | nindent 8 }}
      containers:
        - name: citus
          image: {{ $v.migration.citus.image | quote }}
          imagePullPolicy: {{ $v.image.pullPolicy }}
          command: [psql, --no-psqlrc, --set, ON_ERROR_STOP=1, --file, /citus/citus.sql]
          env:
            - name: PGHOST
              value: {{ include "grocer.postgresHost" . | quote }}
            - name: PGPORT
              value: {{ $v.postgres.port | quote }}
            - name: PGDATABASE
              value: {{ $v.postgres.database | quote }}
            - name: PGSSLMODE
              value: {{ $v.postgres.tls | quote }}
            - name: PGUSER
              valueFrom:
                secretKeyRef:
                  name: {{ include "grocer.postgresSecret" . }}
                  key: {{ $v.postgres.secret.usernameKey }}
            - name: PGPASSWORD
              valueFrom:
                secretKeyRef:
                  name: {{ include "grocer.postgresSecret" . }}
                  key: {{ $v.postgres.secret.passwordKey }}
          resources:
            {{- toYaml $v.migration.resources | nindent 12 }}
          securityContext:
            {{- include "grocer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: sql
              mountPath: /citus
              readOnly: true
      volumes:
        - name: sql
          configMap:
            name: {{ include "grocer.name" . }}-citus
{{- end }}
{{- end }}
