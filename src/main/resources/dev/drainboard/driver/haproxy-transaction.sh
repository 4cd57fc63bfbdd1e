# One change through HAProxy's socket: done, or undone. Run by haproxy-change.sh, after the prelude, in a session of its own.
# Environment: STATE CLUSTER TOKEN OPERATION; SOCKET; EXPECTED, AFTER: the servers before and after, a line each: "backend/server", the
# forced bits of its admin state, its weight; COMMANDS, UNDO: what is asked, a line a connection, and what takes it back, line by line.
# Each process that it starts costs some milliseconds of a node's way out of rotation: it starts as few as it can.
# Exit codes beside those of the prelude: 72 nobody answers   74 the socket refuses (undone)
trap '' HUP INT TERM PIPE
LF='
'

# The servers of EXPECTED as they are now, in the order of the answer.
look() {
    answer=$(cli "$SOCKET" 'show servers state') || return 1
    now=
    backend=
    set -f
    oldifs=$IFS
    IFS=$LF
    for line in $answer; do
        IFS=' '
        set -- $line
        IFS=$LF
        if [ "$1" = '#' ]; then
            shift
            column=0
            for title; do
                column=$((column + 1))
                case $title in
                    be_name) backend=$column ;;
                    srv_name) server=$column ;;
                    srv_admin_state) admin=$column ;;
                    srv_uweight) weight=$column ;;
                esac
            done
        elif [ -n "$backend" ] && [ $# -ge "$column" ]; then
            eval "path=\${$backend}/\${$server} admin_=\${$admin} weight_=\${$weight}"
            case $LF$EXPECTED in *"$LF$path "*) ;; *) continue ;; esac
            case $admin_ in '' | *[!0-9]*) continue ;; esac
            now="$now$path $((admin_ & 9)) $weight_$LF"
        fi
    done
    IFS=$oldifs
    set +f
    now=${now%"$LF"}
}

# ask LINES COUNT: that many of the lines; how many were asked is in asked, what was said in said.
ask() {
    asked=0
    set -f
    oldifs=$IFS
    IFS=$LF
    for line in $1; do
        [ "$asked" -lt "$2" ] || break
        asked=$((asked + 1))
        said=$(cli "$SOCKET" "$line" 2>&1; echo x)
        said=${said%x}
        # an empty line is a yes; nothing at all is a connection that ended
        case $said in
            '') said="$SOCKET did not answer" ;;
            *[!"$LF"]*) ;;
            *) said= ;;
        esac
        [ -z "$said" ] || break
    done
    IFS=$oldifs
    set +f
    [ -z "$said" ]
}

over() {
    printf '%s\n' "END $*" >>"$work/journal"
    printf '%s\n' "$1" >"$work/rc"
    exit "$1"
}

umask 077
[ -d "$STATE" ] || mkdir -p "$STATE" 2>/dev/null
(: >>"$STATE/edit.lock") 2>/dev/null || { echo "$STATE" >&2; exit 71; }
exec 9>>"$STATE/edit.lock"
flock -w 25 9 || { echo "$STATE/edit.lock" >&2; exit 75; }
fence
choose
look || exit 72
[ "$now" = "$AFTER" ] && exit 0
[ "$now" = "$EXPECTED" ] || { printf '%s\n' "$now" >&2; exit 77; }
work=$STATE/$CLUSTER/ops/$OPERATION
mkdir -p "$work" || { echo "$STATE/$CLUSTER" >&2; exit 71; }
# on disk before the deed: whoever comes later finds here what was, and what was about to be
printf '%s\n' "BEGIN token $TOKEN, $(date +%s)" before "$EXPECTED" commands "$COMMANDS" undo "$UNDO" >>"$work/journal" &&
    sync "$work/journal" || { echo "$work" >&2; exit 71; }
said=
ask "$COMMANDS" 1000000 && look && [ "$now" = "$AFTER" ] && over 0
why=${said:-not as asked: $now}
printf '%s\n' "$why" >&2
said=
ask "$UNDO" "$asked"
look && [ "$now" = "$EXPECTED" ] || over 80 "$why, and undoing it: ${said:-$now}"
case $why in *'Permission denied'*) over 74 "$why" ;; esac
over 79 "$why"
