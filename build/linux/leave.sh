#!/bin/bash
# leave.sh upgrade|removal: tells every running program of this package that its files are about to change or to go,
# and waits a little for those that can end. Called by the package's scripts, as root. A program with an open record
# asks its user, goes on, and ends by itself when the record is closed (src/domain/launch/leaving.ts): nothing here
# closes anything, fails or hangs.
set -u

change=${1:?upgrade or removal}
program=/opt/DMPDirect/dmp-direct
folder=/run/dmp-direct
seconds=15

# What the signal is about. The scripts that end the work take it away; /run goes with the system in any case.
mkdir -p -m 755 "$folder" && printf '%s\n' "$change" > "$folder/change.new" \
  && chmod 644 "$folder/change.new" && mv "$folder/change.new" "$folder/change" || exit 0

# Main processes that wait for the signal: whoever does not, an older program or one that is just starting, would be
# ended by it. So would the engine's processes of their own, whose command is one text without zero bytes. A program whose
# files were replaced while it ran is « (deleted) ».
listening() {
  local exe pid caught
  find /proc/[0-9]*/exe -maxdepth 0 \( -lname "$program" -o -lname "$program (deleted)" \) 2> /dev/null | while read -r exe; do
    pid=${exe#/proc/} pid=${pid%/exe}
    tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -q ' --type=' && continue
    caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$pid/status" 2> /dev/null)
    # SIGUSR2 is the twelfth.
    (((16#${caught:-0} >> 11) & 1)) && echo "$pid"
  done
}

told=$(listening)
for pid in $told; do kill -USR2 "$pid" 2> /dev/null; done

SECONDS=0
while :; do
  left=()
  for pid in $told; do [ ! -e "/proc/$pid/exe" ] || left+=("$pid"); done
  ((${#left[@]})) || exit 0
  ((SECONDS < seconds)) || break
  sleep 0.5
done

users=$(for pid in "${left[@]}"; do stat -c %U "/proc/$pid" 2> /dev/null; done | sort -u | paste -sd ' ')
echo "DMP Direct: still open for $users. It ends by itself when no record is open any more." >&2
exit 0
