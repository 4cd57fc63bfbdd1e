# Prints what detached work prints until it ends. Variables: STATE CLUSTER OPERATION, FROM (lines told already).
# Exit 3: none was begun; 4: it was killed; 0: it ended, its exit code is on stderr.
cd "$STATE/$CLUSTER/ops/$OPERATION" 2>/dev/null || exit 3
[ -e pid ] || [ -e rc ] || exit 3
at=$(head -n "$FROM" log | wc -c)
over=
while [ -z "$over" ]; do
    # the runner has the lock while it lives: this returns the moment it ends
    flock -s -w 0.2 lock true && over=yes
    size=$(wc -c <log)
    if [ "$size" -gt "$at" ]; then
        tail -c "+$((at + 1))" log | head -c "$((size - at))"
        at=$size
    fi
done
[ -e rc ] || exit 4
cat rc >&2
