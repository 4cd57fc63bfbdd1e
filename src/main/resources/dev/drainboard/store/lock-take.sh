# Takes the lock if nobody holds it, or its heartbeat is older than TTL ms, or its token is MAY (a holder that is dead, or displaced by a
# person's word). Prints the lock that was displaced. Asked twice it takes once. Exit 74: held; prints by whom. Exit 76: TOKEN is not
# above the highest seen. Behind the door, so that it waits for the end of a change that is under way.
# Variables: STATE CLUSTER TOKEN TTL MAY OPERATION FACTS.
need flock sync date
door
latch
held
clock
if [ "$token" = "$TOKEN" ] && [ "$operation" = "$OPERATION" ] && [ "$facts" = "$FACTS" ]; then
    exit 0
fi
if [ "$token" -gt 0 ]; then
    tell
    [ "$token" = "$MAY" ] || [ $((now - beat)) -gt "$TTL" ] || exit 74
fi
if [ "$TOKEN" -le "$seen" ]; then
    echo "token $TOKEN, seen $seen" >&2
    exit 76
fi
keep_token
rm -f "$STATE/$CLUSTER/said"
token=$TOKEN beat=$now since=$now operation=$OPERATION facts=$FACTS
hold
sync "$STATE/$CLUSTER/lock"
