/**
 * The parent of a private pcscd, in sh since it must live inside the mount namespace and outlive us by a moment.
 * Runs in the namespace that unshare(1) has just made, and obeys lines on stdin: start | kill (SIGKILL) |
 * stop (SIGTERM). It answers "ready", "started PID" or "stopped" on stdout. When stdin ends (we stopped it, or died
 * in any way), it ends pcscd and removes its directory, so that nothing is left behind.
 * A text and not a file, so that a bundled program carries it along.
 */
export const SUPERVISOR_SCRIPT = String.raw`set -u
dir=$1 ipcdir=$2 drivers=$3 pcscd=$4
pid=

end() {
  [ -n "$pid" ] || return 0
  kill "-$1" "$pid" 2>/dev/null
  # pcscd takes a while to let its readers go; after three seconds it is not going to.
  tries=60
  while [ $tries -gt 0 ] && [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status"; do
    sleep 0.05
    tries=$((tries - 1))
  done
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  pid=
}

leave() {
  end TERM
  cd / && rm -rf -- "$dir"
}

trap 'leave; exit 0' TERM INT HUP

# The socket's directory may not exist where pcscd was never started: give it one that only we see.
[ -d "$ipcdir" ] || { mount -t tmpfs tmpfs /run && mkdir -p "$ipcdir"; } || exit 3
mount --bind "$dir/run" "$ipcdir" || exit 3
# Without this the private service would also take the machine's real readers.
[ ! -d "$drivers" ] || mount --bind "$dir/empty" "$drivers" || exit 3
cd "$dir" || exit 3
echo ready

while read -r order; do
  case $order in
  start)
    rm -f run/pcscd.comm run/pcscd.pid
    setpriv --pdeathsig KILL "$pcscd" --foreground --info --config "$dir/reader.conf" </dev/null >>"$dir/log" 2>&1 &
    pid=$!
    echo "started $pid"
    ;;
  kill) end KILL; echo stopped ;;
  stop) end TERM; echo stopped ;;
  esac
done
leave
`;
