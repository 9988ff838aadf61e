#!/bin/bash
# autostart.sh put|take: the entry of /etc that starts the program with every session. It is no file of the package:
# dpkg would stop an upgrade to ask about an edited one, and rpm would lay its own beside it. What was put there last is
# kept; an entry that differs from it, or has gone, is the administrator's and stays so.
set -u

shipped=/opt/DMPDirect/resources/autostart.desktop
entry=/etc/xdg/autostart/dmp-direct.desktop
state=/var/lib/dmp-direct
put=$state/autostart.desktop

case "${1:-}" in
  put)
    if [ -e "$put" ]; then
      cmp -s "$entry" "$put" || exit 0
    elif [ -e "$entry" ]; then
      cmp -s "$entry" "$shipped" || exit 0
    fi
    mkdir -p "$state"
    # A folder that was made for it goes with it.
    [ -d "${entry%/*}" ] || { mkdir -p "${entry%/*}" && : > "$state/folder-made"; }
    for file in "$entry" "$put"; do
      install -m 644 "$shipped" "$file.new" && mv "$file.new" "$file"
    done
    ;;
  take)
    ! cmp -s "$entry" "$put" || rm -f "$entry"
    if [ -e "$entry" ]; then
      # The administrator's: it stays until the purge, and with it the mark that the folder was made for it.
      rm -f "$put"
      rmdir "$state" 2> /dev/null
    else
      [ ! -e "$state/folder-made" ] || rmdir "${entry%/*}" 2> /dev/null
      rm -rf "$state"
    fi
    ;;
esac
exit 0
