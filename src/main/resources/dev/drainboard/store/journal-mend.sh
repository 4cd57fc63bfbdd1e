# Cuts off what stands after the first KEEP bytes and keeps it aside as journal.torn-1, -2, ... Exit 77: these bytes are other ones than
# were read. Variables: STATE CLUSTER TOKEN KEEP HASH (SHA-256 of the bytes to keep).
need flock sync head tail sha256sum truncate
fence
journal="$STATE/$CLUSTER/journal.jsonl"
[ -f "$journal" ] && [ ! -L "$journal" ] || { echo "$journal" >&2; exit 71; }
begins=$(head -c "$KEEP" "$journal" | sha256sum)
[ "${begins%% *}" = "$HASH" ] || { echo "$journal begins with other lines" >&2; exit 77; }
number=1
while [ -e "$STATE/$CLUSTER/journal.torn-$number" ]; do
    number=$((number + 1))
done
torn="$STATE/$CLUSTER/journal.torn-$number"
tail -c "+$((KEEP + 1))" "$journal" >"$torn" && sync "$torn" && truncate -s "$KEEP" "$journal" && sync "$journal" || {
    echo "$journal" >&2
    exit 71
}
