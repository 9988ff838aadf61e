#!/bin/sh
# Makes a Debian 13 tree with Wine 10, a PC/SC service and virtual readers, and a Windows drive made once. WIDTHS is
# `both`, or `64` on a machine that runs no 32-bit program.
# Runs as root in a mount namespace of its own: nothing stays mounted whatever happens.
#
#   windows-tree.sh TREE MIRROR NODE WIDTHS
set -eu
tree=$1 mirror=$2 node=$3 widths=$4
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

debootstrap --variant=minbase trixie "$tree" "$mirror"
mount -t proc proc "$tree/proc"
mount --rbind /dev "$tree/dev"
mount -t tmpfs tmpfs "$tree/tmp"

# No service starts, no manual is kept.
printf '#!/bin/sh\nexit 101\n' > "$tree/usr/sbin/policy-rc.d"
chmod 755 "$tree/usr/sbin/policy-rc.d"
printf 'force-unsafe-io\n' > "$tree/etc/dpkg/dpkg.cfg.d/quick"
printf 'path-exclude=/usr/share/%s/*\n' doc man locale > "$tree/etc/dpkg/dpkg.cfg.d/small"
printf 'APT::Install-Recommends "false";\nAcquire::Retries "2";\n' > "$tree/etc/apt/apt.conf.d/small"
wine32=
if [ "$widths" = both ]; then
  wine32=wine32:i386
  chroot "$tree" dpkg --add-architecture i386
fi
chroot "$tree" apt-get -q update
# libp11-kit-dev: the public PKCS#11 header that the stand-in Cryptolib is compiled with.
chroot "$tree" apt-get -q install -y wine wine64 $wine32 pcscd libpcsclite1 vsmartcard-vpcd libp11-kit-dev
chroot "$tree" apt-get clean
rm -rf "$tree"/var/lib/apt/lists/*

mkdir "$tree/win" "$tree/opt/node"
cp "$node" "$tree/opt/node/node.exe"
chroot "$tree" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LANG=C.UTF-8 WINEPREFIX=/opt/drive WINEDEBUG=-all \
  sh -c 'wineboot --init && wineserver --wait'
test -f "$tree/opt/drive/drive_c/windows/system32/kernel32.dll"
[ "$widths" = 64 ] || test -f "$tree/opt/drive/drive_c/windows/syswow64/kernel32.dll"
