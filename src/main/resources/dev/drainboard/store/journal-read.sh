# Prints "FROM SIZE", then the journal from byte FROM on, MOST bytes at most. FROM is 0 if what was read before is not what the journal
# begins with. Changes nothing. Variables: STATE CLUSTER FROM HASH MOST.
need head tail wc sha256sum
for directory in "$STATE" "$STATE/$CLUSTER"; do
    [ ! -e "$directory" ] || [ -x "$directory" ] || { echo "$directory" >&2; exit 71; }
done
journal="$STATE/$CLUSTER/journal.jsonl"
[ -e "$journal" ] || { echo "0 0"; exit 0; }
{ [ -f "$journal" ] && [ -r "$journal" ] && [ ! -L "$journal" ]; } || { echo "$journal" >&2; exit 71; }
size=$(wc -c <"$journal")
if [ "$FROM" -gt 0 ]; then
    begins=$(head -c "$FROM" "$journal" | sha256sum)
    [ "${begins%% *}" = "$HASH" ] || FROM=0
fi
echo "$FROM $((size))"
tail -c "+$((FROM + 1))" "$journal" | head -c "$MOST"
