#!/bin/sh
# Runs a command as a container would: with the files of an unpacked image only, which it can't change, as its user, and a
# folder of its own as /tmp. It stays one process, so that whoever started it can signal it. In a mount namespace:
# unshare --mount sh in-image.sh ROOT TMP USER WORKING_DIRECTORY PATH command…
set -eu
root=$1 tmp=$2 user=$3 folder=$4 path=$5
shift 5
mount --bind "$root" "$root"
mount --bind "$tmp" "$root/tmp"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
for file in /etc/hosts /etc/resolv.conf; do
    [ ! -e "$file" ] || mount --bind "$file" "$root$file"
done
mount -o remount,bind,ro "$root"
unshare=$(command -v unshare)
PATH=$path
export PATH
# Where user namespaces stand in for privileges there is one user only, which is root to the image.
if [ -n "$user" ]; then
    exec "$unshare" --root="$root" --wd="$folder" --setgid="${user#*:}" --setuid="${user%:*}" -- "$@"
fi
exec "$unshare" --root="$root" --wd="$folder" -- "$@"
