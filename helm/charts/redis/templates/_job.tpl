{{- define "redis.clusterJob" -}}
{{- $name := include "grocer.name" .root -}}
backoffLimit: 10
activeDeadlineSeconds: 600
ttlSecondsAfterFinished: 3600
template:
  metadata:
    labels:
      app.kubernetes.io/name: redis-cluster-job
      app.kubernetes.io/instance: {{ .root.Release.Name }}
      app.kubernetes.io/part-of: family-grocer
  spec:
    restartPolicy: Never
    automountServiceAccountToken: false
    enableServiceLinks: false
    securityContext:
      {{- include "grocer.podSecurity" (dict "user" 999) | nindent 6 }}
    containers:
      - name: cluster
        image: {{ .v.image | quote }}
        imagePullPolicy: {{ .v.pullPolicy }}
        command: [/bin/sh, /etc/redis/cluster.sh, ensure]
        env:
          - name: NAME
            value: {{ $name }}
          - name: NODES
            value: {{ $name }}-nodes.{{ .root.Release.Namespace }}.svc
          - name: REDISCLI_AUTH
            valueFrom:
              secretKeyRef:
                name: {{ .v.secret.name }}
                key: {{ .v.secret.passwordKey }}
        resources:
          requests:
            cpu: 20m
            memory: 32Mi
          limits:
            cpu: 200m
            memory: 64Mi
        securityContext:
          {{- include "grocer.containerSecurity" .root | nindent 10 }}
        volumeMounts:
          - name: config
            mountPath: /etc/redis
            readOnly: true
          - name: tmp
            mountPath: /tmp
    volumes:
      - name: config
        configMap:
          name: {{ $name }}
      - name: tmp
        emptyDir:
          sizeLimit: 8Mi
{{- end }}
