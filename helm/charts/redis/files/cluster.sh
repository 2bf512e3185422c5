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
  # Who does not know the others is new, by a lost disk: the old entry goes, the new node becomes a replica.
  # Those that fail are forgotten by everybody; a node that is only away has said its name by now (await_all).
  for failed in $(cli "$member" cluster nodes | awk '$3 ~ /fail/ && $3 !~ /fail\?/ {print $1}'); do
    for host in $(hosts); do cli "$host" cluster forget "$failed" >/dev/null 2>&1 || true; done
  done
  for host in $(hosts); do
    if [ "$(known "$host")" -le 1 ]; then
      cli "$host" cluster reset hard >/dev/null
      redis-cli --cluster add-node "$(address "$host")" "$ip" --cluster-slave
    fi
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
