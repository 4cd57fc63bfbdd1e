# Functions for the scripts of the lock. After prelude.sh. A lock is five lines: token, heartbeat and since in milliseconds on this host's
# clock, operation, and the holder's facts as JSON. It is written aside and renamed, so whoever reads it reads all of it.

# Milliseconds; where date knows no nanoseconds, whole seconds.
clock() {
    now=$(date +%s%N 2>/dev/null)
    case $now in
    *[!0-9]*) now=$(date +%s)000 ;;
    *) if [ ${#now} -eq 19 ]; then now=${now%??????}; else now=$(date +%s)000; fi ;;
    esac
}

# Holds off other scripts of the lock (fd 7). Not the door: a long change behind that must not stop our heart.
latch() {
    command exec 7>>"$STATE/$CLUSTER/.latch" || { echo "$STATE/$CLUSTER" >&2; exit 71; }
    { flock -n 7 7>&7 || flock -w 5 7 7>&7; } 2>/dev/null || { echo "$STATE/$CLUSTER/.latch" >&2; exit 75; }
}

# Sets token, beat, since, operation and facts; token is 0 where there is no lock, or none that can be read.
held() {
    token=0 beat=0 since=0 operation='' facts=''
    [ ! -L "$STATE/$CLUSTER/lock" ] || { echo "$STATE/$CLUSTER/lock" >&2; exit 71; }
    [ -s "$STATE/$CLUSTER/lock" ] || return 0
    { read -r token; read -r beat; read -r since; read -r operation; IFS= read -r facts; } <"$STATE/$CLUSTER/lock"
    case "$token.$beat.$since" in
    *[!0-9.]* | .* | *..* | *.) token=0 beat=0 since=0 operation='' facts='' ;;
    esac
}

# Writes the lock; what is named is set.
hold() {
    printf '%s\n%s\n%s\n%s\n%s\n' "$token" "$beat" "$since" "$operation" "$facts" >"$STATE/$CLUSTER/lock.new" &&
        mv "$STATE/$CLUSTER/lock.new" "$STATE/$CLUSTER/lock" || { echo "$STATE/$CLUSTER/lock" >&2; exit 71; }
}

# Prints the lock as it was found, with this host's clock before it.
tell() {
    printf '%s\n%s\n%s\n%s\n%s\n%s\n' "$now" "$token" "$beat" "$since" "$operation" "$facts"
}
