#!/bin/sh
# The command `dmp-direct`. The program itself cannot be started by root: Chromium ends there before any code of ours
# runs. What shows no page (--version, --help, --diagnose) needs no sandbox and is started without one; the program
# lets nothing else start so (src/main/base/harden.ts).
program=/opt/DMPDirect/dmp-direct

silent=no
for argument in "$@"; do
  case $argument in
    --) break ;;
    --version | --help | --diagnose) silent=yes ;;
  esac
done

# Chromium tells of every bus and graphics card that a machine without a display lacks: only what ends it is of use.
if [ "$silent" = yes ] && [ "$(id -u)" = 0 ]; then
  exec "$program" --no-sandbox --log-level=3 "$@"
elif [ "$silent" = yes ]; then
  exec "$program" --log-level=3 "$@"
elif [ "$(id -u)" = 0 ]; then
  echo 'DMP Direct : le compte root n’ouvre pas le programme. Ouvrez-le depuis la session de l’utilisateur ; --version, --help et --diagnose restent possibles.' >&2
  exit 2
fi
exec "$program" "$@"
