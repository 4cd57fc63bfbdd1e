# Appends LINES if the last line is the expected one, so that asking twice cannot append twice. On disk when it ends with 0.
# PREV and LAST are the SHA-256 of a line with its newline: the last one before, and the last of LINES; PREV is "none" before the first.
# Exit 77: the last line is another one. Variables: STATE CLUSTER TOKEN PREV LAST LINES SIZE (of the journal before, to go back to).
need flock sync tail sha256sum truncate
fence
journal="$STATE/$CLUSTER/journal.jsonl"
[ ! -L "$journal" ] || { echo "$journal" >&2; exit 71; }
has=none
if [ -s "$journal" ]; then
    has=$(tail -n 1 "$journal" | sha256sum)
    has=${has%% *}
fi
if [ "$has" = "$PREV" ]; then
    printf '%s\n' "$LINES" >>"$journal" && sync "$journal" || {
        truncate -s "$SIZE" "$journal"
        echo "$journal" >&2
        exit 71
    }
elif [ "$has" = "$LAST" ]; then
    sync "$journal" || { echo "$journal" >&2; exit 71; }
else
    echo "$journal ends in another line" >&2
    exit 77
fi
