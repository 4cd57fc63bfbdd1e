# Gives the lock back if it is ours; whoever else holds it keeps it. Variables: STATE CLUSTER TOKEN OPERATION.
[ -d "$STATE/$CLUSTER" ] || exit 0
latch
held
if [ "$token" = "$TOKEN" ] && [ "$operation" = "$OPERATION" ]; then
    rm -f "$STATE/$CLUSTER/lock" "$STATE/$CLUSTER/said"
fi
