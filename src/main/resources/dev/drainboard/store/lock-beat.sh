# Renews our heartbeat, and prints what was said to us from byte HEARD on. Exit 76: the lock is no longer ours, or this host has seen a
# higher token. Variables: STATE CLUSTER TOKEN OPERATION HEARD.
[ -d "$STATE/$CLUSTER" ] || { echo "no state" >&2; exit 76; }
umask 077
[ -g "$STATE" ] && umask 007
latch
held
highest_token
if [ "$token" != "$TOKEN" ] || [ "$operation" != "$OPERATION" ] || [ "$seen" -gt "$TOKEN" ]; then
    echo "token $TOKEN, seen $seen" >&2
    exit 76
fi
clock
beat=$now
hold
[ ! -s "$STATE/$CLUSTER/said" ] || tail -c "+$((HEARD + 1))" "$STATE/$CLUSTER/said"
