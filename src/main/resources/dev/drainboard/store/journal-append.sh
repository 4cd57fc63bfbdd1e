# Appends TEXT if the journal has BEFORE bytes; if it has AFTER bytes they are there already, so that asking twice cannot append twice.
# Which bytes they are was settled when our token was new: nobody with a lower one can have written since. On disk when it ends with 0.
# Exit 77: it has other bytes. Variables: STATE CLUSTER TOKEN BEFORE AFTER TEXT.
need flock sync wc truncate
fence
journal="$STATE/$CLUSTER/journal.jsonl"
[ ! -L "$journal" ] || { echo "$journal" >&2; exit 71; }
has=0
[ ! -s "$journal" ] || has=$(wc -c <"$journal")
if [ "$has" -eq "$BEFORE" ]; then
    # a new file's name is on disk only with its directory
    [ "$BEFORE" -gt 0 ] && synced='' || synced=$STATE/$CLUSTER
    printf '%s\n' "$TEXT" >>"$journal" && sync "$journal" ${synced:+"$synced"} || {
        truncate -s "$BEFORE" "$journal"
        echo "$journal" >&2
        exit 71
    }
elif [ "$has" -eq "$AFTER" ]; then
    sync "$journal" || { echo "$journal" >&2; exit 71; }
else
    echo "$journal has $has bytes, not $BEFORE" >&2
    exit 77
fi
