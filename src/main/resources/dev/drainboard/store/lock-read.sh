# Prints the highest token seen, then the lock (see tell); a token of 0 says that nobody holds it. Changes nothing. Variables: STATE CLUSTER.
need date
for directory in "$STATE" "$STATE/$CLUSTER"; do
    [ ! -e "$directory" ] || [ -x "$directory" ] || { echo "$directory" >&2; exit 71; }
done
highest_token
held
clock
echo "$seen"
tell
