#!/bin/sh
# Makes a Debian 13 tree in which the installed packages are tried (test/integration/package): what the deb requires,
# and rpm, whose database begins empty there.
# Runs as root in a mount namespace of its own: nothing stays mounted whatever happens.
#
#   package-tree.sh TREE MIRROR
set -eu
tree=$1 mirror=$2
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

debootstrap --variant=minbase trixie "$tree" "$mirror"
mount -t proc proc "$tree/proc"
mount --rbind /dev "$tree/dev"
mount -t tmpfs tmpfs "$tree/tmp"

# No service starts.
printf '#!/bin/sh\nexit 101\n' > "$tree/usr/sbin/policy-rc.d"
chmod 755 "$tree/usr/sbin/policy-rc.d"
printf 'force-unsafe-io\n' > "$tree/etc/dpkg/dpkg.cfg.d/quick"
printf 'APT::Install-Recommends "false";\nAcquire::Retries "2";\n' > "$tree/etc/apt/apt.conf.d/small"
chroot "$tree" apt-get -q update
chroot "$tree" apt-get -q install -y libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libnotify4 libsecret-1-0 xdg-utils \
  libpcsclite1 desktop-file-utils shared-mime-info rpm
chroot "$tree" apt-get clean
rm -rf "$tree"/var/lib/apt/lists/*
