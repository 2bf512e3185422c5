# ensure: makes the cluster of six, or mends what is missing of it; run again it changes nothing.
# handover: before a primary stops, one of its replicas takes over.
# HOSTS, for trials outside of Kubernetes, lists host:port of each node.
set -eu
PORT=${PORT:-6379}
hosts() {
  if [ -n "${HOSTS:-}" ]; then echo "$HOSTS"; return; fi
  for i in 0 1 2 3 4 5; do echo "$NAME-$i.$NODES:$PORT"; done
}
cli() {
  at=$1; shift
  redis-cli -h "${at%:*}" -p "${at##*:}" "$@"
}
address() {
  case ${1%:*} in
    *[!0-9.]*) ip=$(getent hosts "${1%:*}" | awk 'NR == 1 {print $1}') ;;
    *) ip=${1%:*} ;;
  esac
  [ -n "$ip" ] && echo "$ip:${1##*:}"
}
await_all() {
  for host in $(hosts); do
    tries=0
    until [ "$(cli "$host" ping 2>/dev/null)" = PONG ]; do
      tries=$((tries + 1))
      [ "$tries" -lt 120 ] || { echo "$host does not answer"; exit 1; }
      sleep 1
    done
  done
}
known() { cli "$1" cluster info | tr -d '\r' | sed -n 's/^cluster_known_nodes://p'; }
slots() { cli "$1" cluster info | tr -d '\r' | sed -n 's/^cluster_slots_assigned://p'; }

# Whether slots are owned by a node that fails, or by the one whose place a new node has taken.
orphans() {
  nodes=$(cli "$1" cluster nodes | awk 'NF > 8')
  if echo "$nodes" | awk '$3 ~ /fail|noaddr/ || $8 == "disconnected" {found = 1} END {exit !found}'; then return 0; fi
  for host in $2; do
    if echo "$nodes" | grep -q " $(address "$host")@"; then return 0; fi
  done
  return 1
}

takeover() {
  for host in $2; do
    owner=$(cli "$1" cluster nodes | awk -v at="$(address "$host")@" 'NF > 8 && index($2, at) == 1 {print $1; exit}')
    # An entry whose node is another one by now has no address any more.
    [ -n "$owner" ] || owner=$(cli "$1" cluster nodes | awk 'NF > 8 && $3 ~ /noaddr/ {print $1; exit}')
    [ -n "$owner" ] || continue
    replica=$(cli "$1" cluster nodes | awk -v owner="$owner" '$4 == owner && $3 !~ /fail/ {split($2, a, "[@,]"); print a[1]; exit}')
    [ -z "$replica" ] || cli "$replica" cluster failover takeover
  done
}

ensure() {
  await_all
  member=
  for host in $(hosts); do
    if [ "$(slots "$host")" -gt 0 ]; then member=$host; break; fi
  done
  if [ -z "$member" ]; then
    addresses=
    for host in $(hosts); do addresses="$addresses $(address "$host")"; done
    # shellcheck disable=SC2086
    redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes
    return
  fi
  ip=$(address "$member")
  # Who knows nobody is new, by a lost disk.
  new=
  for host in $(hosts); do
    if [ "$(known "$host")" -le 1 ]; then new="$new $host"; fi
  done
  # What was lost may still be owned by who is gone. Its replica takes over within seconds; nobody is forgotten before.
  tries=0
  while orphans "$member" "$new" && [ "$tries" -lt 30 ]; do
    tries=$((tries + 1))
    # A node that came back empty before it was missed never counts as failed: its replica is told to take over.
    [ "$tries" -ne 10 ] || takeover "$member" "$new"
    sleep 1
  done
  for failed in $(cli "$member" cluster nodes | awk '($3 ~ /fail/ && $3 !~ /fail\?/) || $3 ~ /noaddr/ {print $1}'); do
    for host in $(hosts); do cli "$host" cluster forget "$failed" >/dev/null 2>&1 || true; done
  done
  for host in $new; do
    cli "$host" cluster reset hard >/dev/null
    redis-cli --cluster add-node "$(address "$host")" "$ip" --cluster-slave
    # Until all know it: the next one would be refused.
    tries=0
    until [ "$(known "$host")" -gt 1 ] || [ "$tries" -ge 30 ]; do
      tries=$((tries + 1))
      sleep 1
    done
  done
  # Slots without an owner, and those that a broken move has left open.
  redis-cli --cluster fix "$ip" --cluster-fix-with-unreachable-masters >/dev/null || true
  redis-cli --cluster check "$ip"
}

handover() {
  me=127.0.0.1:$PORT
  [ "$(cli "$me" role | head -n 1)" = master ] || exit 0
  own=$(cli "$me" cluster myid)
  replica=$(cli "$me" cluster nodes | awk -v own="$own" '$4 == own && $3 ~ /slave/ && $3 !~ /fail/ {split($2, a, "@"); print a[1]; exit}')
  [ -n "$replica" ] || exit 0
  cli "$replica" cluster failover >/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(cli "$me" role | head -n 1)" = slave ] && exit 0
    sleep 1
  done
}

case ${1:-} in
  ensure) ensure ;;
  handover) handover ;;
  *) echo "ensure or handover" >&2; exit 2 ;;
esac
