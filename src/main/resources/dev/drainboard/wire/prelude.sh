# Functions for every script that changes something on a host. Variables: STATE (directory), CLUSTER, TOKEN, OPERATION.
# Exit codes shared by all scripts:
#   70 a tool is missing (its name is on stderr)   71 the state directory cannot be used   75 somebody else is at it now
#   76 our token is too old (the highest seen is on stderr)   77 it changed since it was read
#   78 the new configuration fails its test (undone)   79 accepted but not applied (undone)   80 undoing failed: held

need() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 || { echo "missing: $tool" >&2; exit 70; }
    done
}

# Makes the cluster's directory and holds the host's door (fd 8) until the script ends, so that no other token comes in between. What
# cannot be opened would end the shell without a word but for "command". Where the set-group-ID bit of the directory says that several
# operators share it without sudo, their group may write what we make. (8>&8: ksh hands down no file that it opened with exec. -n
# first: busybox knows no -w.)
door() {
    umask 077
    [ -g "$STATE" ] && umask 007
    [ -d "$STATE/$CLUSTER" ] || mkdir -p "$STATE/$CLUSTER" 2>/dev/null || { echo "$STATE/$CLUSTER" >&2; exit 71; }
    [ ! -L "$STATE/$CLUSTER" ] && command exec 8>>"$STATE/$CLUSTER/.door" || { echo "$STATE/$CLUSTER" >&2; exit 71; }
    { flock -n 8 8>&8 || flock -w 5 8 8>&8; } 2>/dev/null || { echo "$STATE/$CLUSTER/.door" >&2; exit 75; }
    highest_token
}

# Sets seen. A token that cannot be read would let everybody in.
highest_token() {
    seen=0
    [ ! -s "$STATE/$CLUSTER/token" ] || read -r seen <"$STATE/$CLUSTER/token"
    case $seen in
    '' | *[!0-9]*) echo "$STATE/$CLUSTER/token" >&2; exit 71 ;;
    esac
}

# Keeps our token as the highest that this host has seen, through a power cut too. After door.
keep_token() {
    printf '%s\n' "$TOKEN" >"$STATE/$CLUSTER/token.new" && sync "$STATE/$CLUSTER/token.new" &&
        mv "$STATE/$CLUSTER/token.new" "$STATE/$CLUSTER/token" && sync "$STATE/$CLUSTER" || { echo "$STATE/$CLUSTER" >&2; exit 71; }
}

# Refuses a token lower than the highest that this host has seen, keeps the highest, and holds the door.
fence() {
    door
    if [ "$TOKEN" -lt "$seen" ]; then
        echo "token $TOKEN, seen $seen" >&2
        exit 76
    fi
    if [ "$TOKEN" -gt "$seen" ]; then
        keep_token
    fi
}
