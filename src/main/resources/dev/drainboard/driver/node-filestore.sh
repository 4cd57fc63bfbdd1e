# What is mounted, and whether MOUNT answers. Variables: MOUNT (nothing: only what is mounted).
# A hung mount holds whoever touches it, unkillable, for ever: so it is touched by one process of its own, found again by a mark in its
# arguments, and never by this shell; there is never a second one while the first hangs.
cat /proc/self/mounts
[ -n "$MOUNT" ] || exit 0
mark="drainboard-probe %i $(printf %s "$MOUNT" | cksum | tr -d ' ')"

for file in $(grep -l -s -a -F -e "${mark#drainboard}" /proc/[0-9]*/cmdline 2>/dev/null); do
    pid=${file#/proc/}
    pid=${pid%/cmdline}
    read -r name 2>/dev/null <"/proc/$pid/comm" && [ "$name" = stat ] || continue
    start=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)
    [ -n "$start" ] || continue
    read -r up _ </proc/uptime
    age=$((${up%.*} - start / $(getconf CLK_TCK 2>/dev/null || echo 100)))
    # a younger one is somebody else's that still may answer
    [ "$age" -lt 2 ] || { echo "hung $age"; exit 0; }
done

stat -f -c "$mark" -- "$MOUNT" >/dev/null 2>&1 </dev/null &
probe=$!
for wait in 0.01 0.02 0.05 0.1 0.2 0.4 0.6 0.6; do
    sleep "$wait"
    if ! kill -0 "$probe" 2>/dev/null; then
        # it answered: ask again for the answer
        wait "$probe" && echo "identity $(stat -f -c %i -- "$MOUNT")" && exit 0
        echo "broken $(stat -f -c %i -- "$MOUNT" 2>&1 | tail -n 1)"
        exit 0
    fi
done
echo "hung 2"
exit 0
