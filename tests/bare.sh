#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that `sh do run` and `sh do test` work on a bare Debian 12: makes a minimal root (no make, cmake, git, sudo or
# compiler), runs both in it by chroot, then both again with the network cut. Removes the root at exit.
#   sh tests/bare.sh [DIR]     the root is made in DIR (about 2 GB; default $TMPDIR or /var/tmp)
# Exit: 0 shown, 1 something failed, 77 skipped because this machine cannot do it.
set -eu
export LC_ALL=C
suite=bookworm
top=$(cd -- "$(dirname -- "$0")/.." && pwd)

say() {
  printf 'bare: %s\n' "$*"
}

skip() {
  say "skipped: $*"
  exit 77
}

fail() {
  say "failed: $*"
  exit 1
}

clean() {
  status=$?
  trap - EXIT
  trap '' INT TERM HUP
  # Without the unmount the removal below would walk into the machine's own /proc: then leave the root standing.
  while grep -q " $root/proc " /proc/mounts; do
    umount "$root/proc" || umount -l "$root/proc" || exit 1
  done
  rm -rf --one-file-system "$work"
  exit "$status"
}

# The Debian sources of this machine's apt: address, suite and component of each.
sources() {
  # shellcheck disable=SC2016 # apt expands these
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' 'Origin: Debian' 2>/dev/null | sort -u | grep " $suite" || true
}

[ "$(id -u)" -eq 0 ] || skip "chroot and mount want root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
command -v apt-get >/dev/null || skip "no apt here to read a Debian mirror from"
[ -n "$(sources)" ] || apt-get update >/dev/null 2>&1 || true
mirror=$(sources | sed -n "s|^\([^ ]*\) $suite main\$|\1|p" | head -n 1)
case $mirror in
  http://* | https://* | file:* | ftp://*) ;;
  '') skip "this machine's apt names no Debian mirror for $suite" ;;
  *) skip "debootstrap cannot read from $mirror" ;;
esac

base=${1-${TMPDIR:-/var/tmp}}
mkdir -p "$base"
work=$(mktemp -d -p "$(cd -- "$base" && pwd -P)" bare.XXXXXX)
root=$work/root
trap clean EXIT
trap 'exit 130' INT TERM HUP
chmod 755 "$work"
mkdir -p "$root/proc"
{ mknod "$work/null" c 1 3 && : >"$work/null"; } 2>/dev/null || skip "no device files can be used in $base"
mount -t proc proc "$root/proc" 2>/dev/null || skip "proc cannot be mounted here"
umount "$root/proc"

# What this machine needs to reach its mirror: proxies of the environment and of apt.
proxies() {
  env | grep -E '^(http|https|ftp|no|all|HTTP|HTTPS|FTP|NO|ALL)_(proxy|PROXY)=' || true
}
for scheme in http https; do
  eval "$(apt-config shell found "Acquire::$scheme::Proxy")"
  # shellcheck disable=SC2154 # the line above sets it
  if [ -n "${found-}" ] && [ "$found" != DIRECT ]; then export "${scheme}_proxy=$found"; fi
done

started=$(date +%s)
lap() {
  say "$1 ($(($(date +%s) - started)) s)"
}

include=
case $mirror in https:*) include=--include=ca-certificates ;; esac
say "a minimal $suite from the mirror of this machine's apt"
# shellcheck disable=SC2086 # an empty $include must vanish
debootstrap --variant=minbase $include "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 || {
  tail -n 20 "$work/debootstrap.log"
  fail "debootstrap"
}
for tool in make cmake ninja git sudo cc gcc clang gnuplot dpkg-checkbuilddeps; do
  [ ! -e "$root/usr/bin/$tool" ] || fail "the root is not bare: it has $tool"
done

sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
apt-config dump Acquire | grep -E '^Acquire::(http|https|Retries|ForceIPv[46]|Check-(Date|Valid-Until))\b' |
  grep -v -i 'Auto-Detect' >"$root/etc/apt/apt.conf.d/90mirror" || true
for keys in /usr/share/keyrings /etc/apt/keyrings /etc/apt/trusted.gpg.d; do
  find "$keys" -maxdepth 1 \( -name '*.gpg' -o -name '*.asc' \) ! -name '*removed*' \
    -exec cp -n {} "$root/etc/apt/trusted.gpg.d/" \; 2>/dev/null || true
done
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
  [ ! -s "$file" ] || { mkdir -p "$root${file%/*}" && cat "$file" >"$root$file"; }
done

mkdir "$root/lumireach"
if command -v git >/dev/null && git -c safe.directory="$top" -C "$top" rev-parse -q --verify HEAD >/dev/null 2>&1; then
  say "the tree is HEAD, $(git -c safe.directory="$top" -C "$top" rev-parse --short HEAD)"
  [ -z "$(git -c safe.directory="$top" -C "$top" status --porcelain)" ] || say "changes without a commit are not in it"
  git -c safe.directory="$top" -C "$top" archive HEAD >"$work/tree.tar"
else
  say "the tree is $top as it stands"
  tar -C "$top" --exclude=./build --exclude='./build-*' --exclude=./out --exclude=./.git -cf "$work/tree.tar" .
fi
tar -C "$root/lumireach" --no-same-owner -xf "$work/tree.tar"
mount -t proc proc "$root/proc"
lap "the root is ready"

{
  proxies | sed "s/'/'\\\\''/g; s/=/='/; s/\$/'/; s/^/export /"
  echo 'cd /lumireach && exec sh do "$@"'
} >"$root/enter"

# Runs `sh do $1` in the root, behind the command in the rest; shows the output, keeps it in $work/$1.log.
inside() {
  verb=$1
  shift
  {
    status=0
    "$@" chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
      CI=true sh /enter "$verb" 2>&1 </dev/null || status=$?
    echo "$status" >"$work/status"
  } | tee "$work/$verb.log"
  return "$(cat "$work/status")"
}

check_run() {
  [ "$(tail -n 1 "$work/run.log")" = /lumireach/out/report.html ] || fail "do run does not end with the report's path"
  tail -c 200 "$root/lumireach/out/report.html" | grep -q '</html>' || fail "out/report.html is not whole"
}

inside run env || fail "do run, exit $(cat "$work/status")"
check_run
lap "do run works on the bare root"
inside test env || fail "do test, exit $(cat "$work/status")"
lap "do test works on the bare root"

offline="offline skipped (no network namespace here)"
if unshare -n true 2>/dev/null; then
  # Only the loopback remains, which tests may use.
  set -- unshare -n sh -c 'ip link set lo up 2>/dev/null; exec "$@"' cut
  rm -rf "$root/lumireach/out"
  inside run "$@" || fail "do run offline, exit $(cat "$work/status")"
  check_run
  inside test "$@" || fail "do test offline, exit $(cat "$work/status")"
  lap "both work a second time without a network"
  offline="offline ok"
fi
say "run ok, test ok, $offline"
