#!/usr/bin/env bash
# Runs a command and ends it when our standard input closes, that is when whoever started us is gone, however it went.
# Usage: leash.sh PID_FILE SIGNAL GRACE_SECONDS command…
set -m # the command gets a process group of its own: a terminal's Ctrl-C is for the launcher alone
pid_file=$1 signal=$2 grace=$3
shift 3
exec 3<&0

"$@" 3<&- </dev/null &
child=$!
trap '' INT HUP TERM
echo "$child" >"$pid_file"

{
    cat <&3 >/dev/null # returns when the pipe closes
    kill -s "$signal" "$child"
    for ((i = 0; i < grace * 10; i++)); do
        kill -0 "$child" || exit
        sleep 0.1
    done
    kill -s KILL -- "-$child"
} 2>/dev/null &
watcher=$!
exec 3<&-

wait "$child"
code=$?
kill -s KILL -- "-$watcher" 2>/dev/null
kill -s KILL -- "-$child" 2>/dev/null # what the command has left behind
[ "$(cat "$pid_file" 2>/dev/null)" = "$child" ] && rm -f "$pid_file"
exit "$code"
