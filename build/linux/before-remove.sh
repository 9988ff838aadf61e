#!/bin/bash
# Before the last version of the package goes: the programs that run are told, the start with the session is taken back,
# and what the program has registered in its users' certificate databases goes too, by the program itself and as each
# user, since root does not write into anybody's home. Never a reason to fail. Users that only the network knows, and
# homes that are not mounted, are not reached.

# A deb says "remove" (or "upgrade"), an rpm how many versions stay.
case "${1:-}" in
  remove | 0) ;;
  *) exit 0 ;;
esac

resources=/opt/DMPDirect/resources
[ ! -x "$resources/leave.sh" ] || "$resources/leave.sh" removal
[ ! -x "$resources/autostart.sh" ] || "$resources/autostart.sh" take

program=/opt/DMPDirect/dmp-direct
registration='name=DMP Direct - Cryptolib CPS'

getent passwd | while IFS=: read -r user _ uid gid _ home _; do
  [ "$uid" -ge 1000 ] && [ -d "$home" ] || continue
  as_user=(setpriv --reuid="$uid" --regid="$gid" --init-groups env -i HOME="$home" USER="$user" PATH=/usr/bin:/bin)
  lists=("$home/.pki/nssdb/pkcs11.txt" "$home/.local/share/pki/nssdb/pkcs11.txt")
  timeout 5 "${as_user[@]}" grep -qsxF "$registration" "${lists[@]}" < /dev/null || continue
  timeout 30 "${as_user[@]}" "$program" --forget-cryptolib < /dev/null > /dev/null 2>&1 \
    || echo "DMP Direct: the Cryptolib stays registered for $user" >&2
done

exit 0
