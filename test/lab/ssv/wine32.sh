#!/bin/sh
# 32-bit Wine in a system of its own: Debian's amd64 and i386 packages of one machine are seldom of the same
# version, and apt then refuses to put them side by side. Needs root, mmdebstrap and arch-test.
#
#   wine32.sh setup            makes the system (20 s, 900 MB, Debian packages only); does nothing if it is there
#   wine32.sh root             prints its folder, or fails when it was never made
#   wine32.sh run PROGRAM …    runs a Windows program; paths are those inside the folder
set -eu
ROOT="${DMP_WINE_ROOT:-/opt/dmp-wine/i386}"

case "$1" in
setup)
  test -x "$ROOT/usr/bin/wine-stable" || mmdebstrap --architectures=i386 --variant=minbase \
    --aptopt='APT::Install-Recommends "false"' --include=wine,wine32 \
    bookworm "$ROOT" 'deb http://deb.debian.org/debian bookworm main'
  ;;
root)
  test -x "$ROOT/usr/bin/wine-stable"
  echo "$ROOT"
  ;;
run)
  shift
  # A mount namespace of its own: nothing stays mounted when the program ends.
  exec unshare --mount sh -c '
    mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" &&
    exec chroot "$0" env HOME=/root WINEDEBUG=-all LANG=C.UTF-8 wine "$@"' "$ROOT" "$@"
  ;;
esac
