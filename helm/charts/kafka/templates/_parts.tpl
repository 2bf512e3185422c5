{{- define "kafka.small" -}}
requests:
  cpu: 100m
  memory: 512Mi
limits:
  cpu: "1"
  memory: 512Mi
{{- end }}

{{- define "kafka.mirrorLogin" -}}
authentication:
  type: scram-sha-512
  username: {{ .user }}
  passwordSecret:
    secretName: {{ .secret }}
    password: password
{{- if .ca }}
tls:
  trustedCertificates:
    - secretName: {{ .ca }}
      certificate: ca.crt
{{- end }}
{{- end }}
