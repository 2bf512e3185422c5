# Starts a node. The password is in a file in memory, and in no command line.
set -eu
umask 077
printf 'requirepass "%s"\nmasterauth "%s"\n' "$REDISCLI_AUTH" "$REDISCLI_AUTH" > /tmp/password.conf
# A pod that comes back has another address: it says the new one, the others learn it from there.
exec redis-server /etc/redis/redis.conf --include /tmp/password.conf \
  --cluster-announce-ip "$POD_IP" --cluster-announce-hostname "$POD_NAME.$NODES"
