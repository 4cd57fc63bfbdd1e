# Leaves a word for the holder, who finds it with the next heartbeat. Exit 77: nobody holds the lock, or has not been heard for TTL ms.
# Variables: STATE CLUSTER TTL WORD.
[ -d "$STATE/$CLUSTER" ] || exit 77
umask 077
[ -g "$STATE" ] && umask 007
latch
held
clock
[ "$token" -gt 0 ] && [ $((now - beat)) -le "$TTL" ] || exit 77
[ ! -L "$STATE/$CLUSTER/said" ] && printf '%s\n' "$WORD" >>"$STATE/$CLUSTER/said" || { echo "$STATE/$CLUSTER/said" >&2; exit 71; }
