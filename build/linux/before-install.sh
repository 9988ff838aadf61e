#!/bin/bash
# Before a version takes the place of another one: the programs that run are told by the version that is there.
# A deb says "upgrade" (or "install"), an rpm how many versions there will be.
case "${1:-}" in
  upgrade | [2-9]) ;;
  *) exit 0 ;;
esac

leave=/opt/DMPDirect/resources/leave.sh
[ ! -x "$leave" ] || "$leave" upgrade || true
exit 0
