#!/bin/bash
# electron-builder's own script (templates/linux/after-remove.tpl of app-builder-lib 26) without the command, which is a
# file of the package (build/linux/dmp-direct.sh), but not in an upgrade, which it would leave without its AppArmor profile
# for a while; and with the last part. test/unit/supply compares the two.

# A deb says "upgrade" and what else may go wrong with one; the rpm calls this for the last version only.
case "${1:-}" in
  remove | purge | 0 | '') ;;
  *) exit 0 ;;
esac

APPARMOR_PROFILE_DEST='/etc/apparmor.d/${executable}'

# Remove and unload apparmor profile.
if [ -f "$APPARMOR_PROFILE_DEST" ]; then
  # Unload the profile from the running kernel before deleting the file so the
  # policy is not left enforced until the next reboot.  Mirror the chroot guard
  # used in the after-install script — live AppArmor operations are not
  # meaningful inside a chroot.
  # https://wiki.debian.org/AppArmor/HowToUse
  if apparmor_status --enabled > /dev/null 2>&1; then
    if ! { [ -x '/usr/bin/ischroot' ] && /usr/bin/ischroot; } && hash apparmor_parser 2>/dev/null; then
      apparmor_parser --remove "$APPARMOR_PROFILE_DEST" || true
    fi
  fi
  rm -f "$APPARMOR_PROFILE_DEST"
fi

# DMP Direct's own: an entry of the start with the session that somebody has edited stays until the purge of a deb.
rm -rf '/run/${executable}'
if [ "${1:-}" = purge ]; then
  rm -f '/etc/xdg/autostart/${executable}.desktop'
  [ ! -e '/var/lib/${executable}/folder-made' ] || rmdir /etc/xdg/autostart 2> /dev/null || true
  rm -rf '/var/lib/${executable}'
fi
