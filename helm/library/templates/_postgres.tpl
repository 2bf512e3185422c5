{{/* A database of the service's own: a CloudNativePG cluster, or one pod for trials. */}}
{{- define "grocer.postgres" -}}
{{- $v := .Values -}}
{{- $name := printf "%s-db" (include "grocer.name" .) -}}
{{- if and .facts.postgres (eq $v.postgres.mode "cnpg") }}
{{- $c := $v.postgres.cnpg }}
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: {{ $name }}
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  instances: {{ $c.instances }}
  imageName: {{ $c.image }}
  primaryUpdateStrategy: unsupervised
  {{- if gt ($c.synchronousReplicas | int) 0 }}
  postgresql:
    # What was acknowledged survives the loss of the primary.
    synchronous:
      method: any
      number: {{ $c.synchronousReplicas }}
      dataDurability: preferred
    parameters:
  {{- else }}
  postgresql:
    parameters:
  {{- end }}
      max_connections: "300"
      shared_preload_libraries: ""
      lock_timeout: 10s
      idle_in_transaction_session_timeout: 60s
  {{- if $c.replicaOf.enabled }}
  # Another region's: it follows the archive of that cluster and serves reads.
  bootstrap:
    recovery:
      source: {{ $c.replicaOf.source }}
  replica:
    enabled: true
    source: {{ $c.replicaOf.source }}
  externalClusters:
    - name: {{ $c.replicaOf.source }}
      plugin:
        name: {{ $c.backup.plugin }}
        parameters:
          barmanObjectName: {{ $c.replicaOf.objectStore }}
          serverName: {{ $c.replicaOf.source }}
  {{- else }}
  bootstrap:
    initdb:
      database: {{ $v.postgres.database }}
      owner: {{ $v.postgres.database }}
      encoding: UTF8
      localeCollate: C
      localeCType: C
      {{- with .facts.extensions }}
      postInitApplicationSQL:
        {{- range . }}
        - create extension if not exists {{ . }}
        {{- end }}
      {{- end }}
  {{- end }}
  storage:
    size: {{ $c.storage }}
    {{- with $c.storageClass }}
    storageClass: {{ . }}
    {{- end }}
  resources:
    {{- toYaml $c.resources | nindent 4 }}
  affinity:
    enablePodAntiAffinity: true
    topologyKey: topology.kubernetes.io/zone
    podAntiAffinityType: preferred
  {{- if $v.monitoring.enabled }}
  monitoring:
    enablePodMonitor: true
  {{- end }}
  {{- if $c.backup.enabled }}
  plugins:
    - name: {{ $c.backup.plugin }}
      isWALArchiver: true
      parameters:
        barmanObjectName: {{ $c.backup.objectStore }}
---
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata:
  name: {{ $name }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  schedule: {{ $c.backup.schedule | quote }}
  backupOwnerReference: self
  cluster:
    name: {{ $name }}
  method: plugin
  pluginConfiguration:
    name: {{ $c.backup.plugin }}
  {{- end }}
{{- else if and .facts.postgres (eq $v.postgres.mode "trial") }}
{{- include "grocer.postgresTrial" . }}
{{- end }}
{{- end }}

{{- define "grocer.postgresTrial" -}}
{{- $v := .Values -}}
{{- $t := $v.postgres.trial -}}
{{- $name := printf "%s-db" (include "grocer.name" .) -}}
{{- $own := dict "app.kubernetes.io/name" (printf "%s-db" .Chart.Name) "app.kubernetes.io/instance" .Release.Name -}}
{{- $labels := merge (dict "app.kubernetes.io/part-of" "family-grocer") $own -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- toYaml $labels | nindent 4 }}
spec:
  selector:
    {{- toYaml $own | nindent 4 }}
  ports:
    - name: postgres
      port: 5432
      targetPort: postgres
      protocol: TCP
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- toYaml $labels | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels:
      {{- toYaml $own | nindent 6 }}
  template:
    metadata:
      labels:
        {{- toYaml $labels | nindent 8 }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 60
      securityContext:
        {{- include "grocer.podSecurity" (dict "user" 999) | nindent 8 }}
      containers:
        - name: postgres
          image: {{ $t.image | quote }}
          imagePullPolicy: {{ $v.image.pullPolicy }}
          env:
            - name: POSTGRES_DB
              value: {{ $v.postgres.database | quote }}
            - name: POSTGRES_INITDB_ARGS
              value: --encoding=UTF8 --locale=C --auth=scram-sha-256
            - name: PGDATA
              value: /var/lib/postgresql/data/pg
            - name: POSTGRES_USER
              valueFrom:
                secretKeyRef:
                  name: {{ include "grocer.postgresSecret" . }}
                  key: {{ $v.postgres.secret.usernameKey }}
            - name: POSTGRES_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: {{ include "grocer.postgresSecret" . }}
                  key: {{ $v.postgres.secret.passwordKey }}
          ports:
            - name: postgres
              containerPort: 5432
              protocol: TCP
          startupProbe:
            exec:
              command: [pg_isready, -q, -h, 127.0.0.1]
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            exec:
              command: [pg_isready, -q, -h, 127.0.0.1]
            periodSeconds: 5
          livenessProbe:
            tcpSocket:
              port: postgres
            periodSeconds: 10
            failureThreshold: 6
          resources:
            {{- toYaml $t.resources | nindent 12 }}
          securityContext:
            {{- include "grocer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
            - name: run
              mountPath: /var/run/postgresql
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: run
          emptyDir: {}
        - name: tmp
          emptyDir: {}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $t.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $t.storage }}
{{- if $v.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- toYaml $labels | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- toYaml $own | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              {{- include "grocer.selector" . | nindent 14 }}
      ports:
        - port: 5432
          protocol: TCP
{{- end }}
{{- end }}
