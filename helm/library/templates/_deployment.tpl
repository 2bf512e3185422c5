{{- define "grocer.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
data:
  {{- include "grocer.config" . | nindent 2 }}
{{- end }}

{{- define "grocer.serviceaccount" -}}
{{- if .Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "grocer.serviceAccount" . }}
  {{- include "grocer.meta" . | nindent 2 }}
  {{- with .Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
{{- end }}

{{- define "grocer.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  selector:
    {{- include "grocer.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
      appProtocol: http
    - name: management
      port: {{ .facts.ports.management }}
      targetPort: management
      protocol: TCP
      appProtocol: http
{{- end }}

{{- define "grocer.probe" -}}
httpGet:
  path: {{ .path }}
  port: management
periodSeconds: {{ .probe.periodSeconds }}
failureThreshold: {{ .probe.failureThreshold }}
timeoutSeconds: {{ .probe.timeoutSeconds | default 3 }}
{{- end }}

{{/* Whether the pods migrate by an init container, as a job can't run before what this release itself brings. */}}
{{- define "grocer.migratesByInit" -}}
{{- $v := .Values -}}
{{- if and .facts.postgres (or (eq $v.migration.mode "init") (and (eq $v.migration.mode "auto") (or (ne $v.postgres.mode "external") $v.externalSecrets.enabled))) -}}true{{- end -}}
{{- end }}

{{- define "grocer.migratesByJob" -}}
{{- $v := .Values -}}
{{- if and .facts.postgres (not (include "grocer.migratesByInit" .)) (has $v.migration.mode (list "auto" "job")) -}}true{{- end -}}
{{- end }}

{{/* Straight to Postgres: Flyway's lock is one of the session, which PgBouncer would strand. */}}
{{- define "grocer.migrationContainer" -}}
{{- $v := .Values -}}
name: migrate
image: {{ include "grocer.image" . | quote }}
imagePullPolicy: {{ $v.image.pullPolicy }}
env:
  - name: QUARKUS_INIT_AND_EXIT
    value: "true"
  - name: QUARKUS_FLYWAY_MIGRATE_AT_START
    value: "true"
  - name: QUARKUS_DATASOURCE_JDBC_URL
    value: {{ printf "jdbc:postgresql://%s:%d/%s?sslmode=%s&options=-c%%20lock_timeout=2s" (include "grocer.postgresHost" .) ($v.postgres.port | int) $v.postgres.database $v.postgres.tls | quote }}
  {{- if $v.javaOptions }}
  - name: JAVA_TOOL_OPTIONS
    value: {{ $v.javaOptions | quote }}
  {{- end }}
  {{- include "grocer.secretEnvironment" (merge (dict "migrating" true) .) | nindent 2 }}
resources:
  {{- toYaml $v.migration.resources | nindent 2 }}
securityContext:
  {{- include "grocer.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "grocer.pgbouncerContainer" -}}
{{- $v := .Values -}}
name: pgbouncer
image: {{ $v.pgbouncer.image | quote }}
imagePullPolicy: {{ $v.image.pullPolicy }}
# A native sidecar: it starts before the service and stops after it.
restartPolicy: Always
command:
  - /bin/sh
  - -c
  # The password comes from the environment and is only ever in memory.
  - |
    umask 077
    printf '"%s" "%s"\n' "$(printf %s "$USERNAME" | sed 's/"/""/g')" "$(printf %s "$PASSWORD" | sed 's/"/""/g')" > /run/pgbouncer/users
    exec pgbouncer /etc/pgbouncer/pgbouncer.ini
env:
  - name: USERNAME
    valueFrom:
      secretKeyRef:
        name: {{ include "grocer.postgresSecret" . }}
        key: {{ $v.postgres.secret.usernameKey }}
  - name: PASSWORD
    valueFrom:
      secretKeyRef:
        name: {{ include "grocer.postgresSecret" . }}
        key: {{ $v.postgres.secret.passwordKey }}
ports:
  - name: pgbouncer
    containerPort: 6432
    protocol: TCP
startupProbe:
  exec:
    command: [/bin/sh, -c, 'test -s /run/pgbouncer/pid']
  periodSeconds: 1
  failureThreshold: 30
resources:
  {{- toYaml $v.pgbouncer.resources | nindent 2 }}
securityContext:
  {{- include "grocer.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: pgbouncer
    mountPath: /etc/pgbouncer
    readOnly: true
  - name: pgbouncer-run
    mountPath: /run/pgbouncer
{{- end }}

{{- define "grocer.pgbouncerConfig" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "grocer.name" . }}-pgbouncer
  {{- include "grocer.meta" . | nindent 2 }}
data:
  pgbouncer.ini: |
    {{- include "grocer.pgbouncerIni" . | nindent 4 }}
{{- end }}

{{- define "grocer.pgbouncerIni" -}}
{{- $v := .Values -}}
[databases]
{{ $v.postgres.database }} = host={{ include "grocer.postgresHost" . }} port={{ $v.postgres.port | int }} dbname={{ $v.postgres.database }}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
unix_socket_dir =
pidfile = /run/pgbouncer/pid
auth_type = scram-sha-256
auth_file = /run/pgbouncer/users
pool_mode = transaction
max_client_conn = {{ $v.pgbouncer.maxClientConnections | int }}
default_pool_size = {{ $v.pgbouncer.poolSize | int }}
max_prepared_statements = 0
ignore_startup_parameters = extra_float_digits,search_path
server_tls_sslmode = {{ $v.postgres.tls }}
server_idle_timeout = 300
query_wait_timeout = 10
log_connections = 0
log_disconnections = 0
{{- end }}

{{- define "grocer.deployment" -}}
{{- $v := .Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  {{- if not $v.autoscaling.enabled }}
  replicas: {{ $v.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: 600
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "grocer.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "grocer.labels" . | nindent 8 }}
        {{- with $v.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        # A changed configuration is a new roll-out.
        checksum/config: {{ include "grocer.config" . | sha256sum }}
        {{- if and .facts.postgres $v.pgbouncer.enabled }}
        checksum/pgbouncer: {{ include "grocer.pgbouncerIni" . | sha256sum }}
        {{- end }}
        {{- if eq $v.mesh.kind "linkerd" }}
        linkerd.io/inject: enabled
        config.linkerd.io/skip-outbound-ports: "5432,6379,9092,9093"
        config.linkerd.io/proxy-cpu-limit: 500m
        config.linkerd.io/proxy-memory-limit: 128Mi
        config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"
        {{- else if eq $v.mesh.kind "istio" }}
        sidecar.istio.io/inject: "true"
        sidecar.istio.io/proxyCPULimit: 500m
        sidecar.istio.io/proxyMemoryLimit: 128Mi
        traffic.sidecar.istio.io/excludeOutboundPorts: "5432,6379,9092,9093"
        {{- end }}
        {{- with $v.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "grocer.serviceAccount" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with $v.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with $v.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      # preStop, then not ready and still serving, then what is in flight, then some to spare.
      terminationGracePeriodSeconds: {{ add $v.drain.preStopSeconds $v.drain.delaySeconds $v.drain.timeoutSeconds $v.drain.marginSeconds }}
      securityContext:
        {{- include "grocer.podSecurity" (dict "user" 10001) | nindent 8 }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: {{ $v.spread.zones }}
          labelSelector:
            matchLabels:
              {{- include "grocer.selector" . | nindent 14 }}
          matchLabelKeys: [pod-template-hash]
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: {{ $v.spread.hosts }}
          labelSelector:
            matchLabels:
              {{- include "grocer.selector" . | nindent 14 }}
          matchLabelKeys: [pod-template-hash]
      {{- with $v.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $v.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- $pooled := and .facts.postgres $v.pgbouncer.enabled }}
      {{- if or $pooled (include "grocer.migratesByInit" .) }}
      initContainers:
        {{- if include "grocer.migratesByInit" . }}
        - {{- include "grocer.migrationContainer" . | nindent 10 }}
        {{- end }}
        {{- if $pooled }}
        - {{- include "grocer.pgbouncerContainer" . | nindent 10 }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: {{ include "grocer.image" . | quote }}
          imagePullPolicy: {{ $v.image.pullPolicy }}
          envFrom:
            - configMapRef:
                name: {{ include "grocer.name" . }}
          {{- with include "grocer.secretEnvironment" . }}
          env:
            {{- . | nindent 12 }}
          {{- end }}
          ports:
            - name: http
              containerPort: {{ .facts.ports.http }}
              protocol: TCP
            - name: management
              containerPort: {{ .facts.ports.management }}
              protocol: TCP
          startupProbe:
            {{- include "grocer.probe" (dict "path" "/q/health/started" "probe" $v.probes.startup) | nindent 12 }}
          livenessProbe:
            {{- include "grocer.probe" (dict "path" "/q/health/live" "probe" $v.probes.liveness) | nindent 12 }}
          readinessProbe:
            {{- include "grocer.probe" (dict "path" "/q/health/ready" "probe" $v.probes.readiness) | nindent 12 }}
          lifecycle:
            preStop:
              # Until every proxy has heard that this pod goes.
              sleep:
                seconds: {{ $v.drain.preStopSeconds }}
          resources:
            {{- toYaml $v.resources | nindent 12 }}
          securityContext:
            {{- include "grocer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- with .facts.folder }}
            - name: {{ .name }}
              mountPath: {{ .path }}
            {{- end }}
            {{- if include "grocer.kafkaCa" . }}
            - name: kafka-ca
              mountPath: /etc/kafka-ca
              readOnly: true
            {{- end }}
      volumes:
        # Large bodies are written there while they arrive.
        - name: tmp
          emptyDir:
            sizeLimit: 512Mi
        {{- with .facts.folder }}
        - name: {{ .name }}
          persistentVolumeClaim:
            claimName: {{ $v.folder.existingClaim | default (printf "%s-%s" (include "grocer.name" $) .name) }}
        {{- end }}
        {{- if $pooled }}
        - name: pgbouncer
          configMap:
            name: {{ include "grocer.name" . }}-pgbouncer
        - name: pgbouncer-run
          emptyDir:
            medium: Memory
            sizeLimit: 1Mi
        {{- end }}
        {{- with include "grocer.kafkaCa" . }}
        - name: kafka-ca
          secret:
            secretName: {{ . }}
            items:
              - key: {{ $v.kafka.caSecret.key }}
                path: ca.crt
        {{- end }}
{{- end }}

{{/* The Secret of the certificate that the brokers' are signed by. */}}
{{- define "grocer.kafkaCa" -}}
{{- if .facts.kafka -}}
{{- if .Values.kafka.caSecret.name -}}{{ .Values.kafka.caSecret.name }}
{{- else if eq .Values.kafka.mode "strimzi" -}}{{ include "grocer.kafkaCluster" . }}-cluster-ca-cert{{- end -}}
{{- end -}}
{{- end }}

{{- define "grocer.migrationJob" -}}
{{- if include "grocer.migratesByJob" . }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "grocer.name" . }}-migrate
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "0"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ .Values.migration.backoffLimit }}
  activeDeadlineSeconds: {{ .Values.migration.activeDeadlineSeconds }}
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .Chart.Name }}-migrate
        app.kubernetes.io/instance: {{ .Release.Name }}
        app.kubernetes.io/part-of: family-grocer
    spec:
      restartPolicy: Never
      # The service's own account is not there yet at a first install.
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with .Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      securityContext:
        {{- include "grocer.podSecurity" (dict "user" 10001) | nindent 8 }}
      containers:
        - {{- include "grocer.migrationContainer" . | nindent 10 }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
{{- end }}
{{- end }}

{{- define "grocer.externalSecret" -}}
{{- $v := .Values -}}
{{- if $v.externalSecrets.enabled }}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ include "grocer.name" . }}-external
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  refreshInterval: {{ $v.externalSecrets.refreshInterval }}
  secretStoreRef:
    kind: {{ $v.externalSecrets.store.kind }}
    name: {{ $v.externalSecrets.store.name }}
  target:
    name: {{ include "grocer.name" . }}-external
    creationPolicy: Owner
  data:
    {{- $keys := dict }}
    {{- if and .facts.postgres (eq $v.postgres.mode "external") (not $v.postgres.secret.name) }}
    {{- $_ := set $keys $v.postgres.secret.usernameKey true }}
    {{- $_ := set $keys $v.postgres.secret.passwordKey true }}
    {{- end }}
    {{- range $variable, $ref := $v.secretConfig }}
    {{- if not $ref.secret }}{{ $_ := set $keys $ref.key true }}{{ end }}
    {{- end }}
    {{- range $key, $_ := $keys }}
    {{- $remote := index $v.externalSecrets.data $key | default dict }}
    - secretKey: {{ $key }}
      remoteRef:
        key: {{ $remote.key | default (printf "family-grocer/%s" $.Chart.Name) }}
        property: {{ $remote.property | default $key }}
    {{- end }}
{{- end }}
{{- end }}

{{- define "grocer.pdb" -}}
{{- if .Values.pdb.enabled }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "grocer.name" . }}
  {{- include "grocer.meta" . | nindent 2 }}
spec:
  maxUnavailable: {{ .Values.pdb.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "grocer.selector" . | nindent 6 }}
{{- end }}
{{- end }}

{{/* What helm test asks: is it live, is it ready. */}}
{{- define "grocer.test" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "grocer.name" . }}-test
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}-test
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/part-of: family-grocer
    family-grocer.io/may-manage: "true"
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    {{- include "grocer.podSecurity" (dict "user" 10001) | nindent 4 }}
  containers:
    - name: health
      image: {{ .Values.helmTest.image | quote }}
      command:
        - curl
        - --fail
        - --silent
        - --show-error
        - --retry
        - "10"
        - --retry-all-errors
        - --max-time
        - "5"
        - http://{{ include "grocer.name" . }}:{{ .facts.ports.management }}/q/health/live
        - http://{{ include "grocer.name" . }}:{{ .facts.ports.management }}/q/health/ready
      resources:
        requests:
          cpu: 10m
          memory: 16Mi
        limits:
          cpu: 100m
          memory: 32Mi
      securityContext:
        {{- include "grocer.containerSecurity" . | nindent 8 }}
{{- end }}

{{- define "grocer.folder" -}}
{{- $f := .Values.folder -}}
{{- if and .facts.folder (not $f.existingClaim) }}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ include "grocer.name" . }}-{{ .facts.folder.name }}
  {{- include "grocer.meta" . | nindent 2 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  accessModes: [{{ $f.accessMode }}]
  {{- with $f.storageClass }}
  storageClassName: {{ . }}
  {{- end }}
  resources:
    requests:
      storage: {{ $f.size }}
{{- end }}
{{- end }}
