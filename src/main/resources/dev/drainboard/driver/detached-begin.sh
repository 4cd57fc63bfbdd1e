# Begins work that goes on without us, or finds it begun. After prelude.sh. Variables: STATE CLUSTER TOKEN OPERATION, WORK (a script), RUNNER
# (runner.sh). The door is held until the runner has its pid on disk, so nobody can look between.
mask=$(umask)
need flock setsid
fence
dir=$STATE/$CLUSTER/ops/$OPERATION
if [ -e "$dir/pid" ] || [ -e "$dir/rc" ]; then
    echo attached
    exit 0
fi
{ mkdir -p "$dir" && printf '%s\n' "$WORK" >"$dir/work" && printf '%s\n' "$RUNNER" >"$dir/run" && : >"$dir/log"; } ||
    { echo "$dir" >&2; exit 71; }

# KillMode: what the work leaves running (a server that it started) is not ours to end.
by_systemd() {
    [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ] && command -v systemd-run >/dev/null 2>&1 &&
        systemd-run --quiet --collect --unit="drainboard-$OPERATION" --property=KillMode=process \
            --setenv=HOME="${HOME:-/}" --setenv=PATH="$PATH" sh "$dir/run" "$dir" "$mask" 8>&- 2>>"$dir/log"
}
by_systemd || setsid sh "$dir/run" "$dir" "$mask" </dev/null >/dev/null 2>&1 8>&- &

tries=0
until [ -e "$dir/pid" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "it did not start" >&2; exit 1; }
    sleep 0.02
done
echo begun
