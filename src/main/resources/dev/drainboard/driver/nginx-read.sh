# What one nginx is now: its files as far as they are not known, its workers, its sockets to the nodes. Reads only.
# MASTER, START: the process; ROOT: "" or /proc/PID/root; PATTERNS: paths and globs, a line each; KNOWN: sha256 of bodies not to be sent;
# PORTS: of the nodes; NETWORK yes: it has a network of its own.
# Lines: now EPOCH UPTIME; match PATTERN, then of each file: written EPOCH PATH and
# same SHA PATH | body SHA PATH and its base64, or unreadable PATH; worker PID STARTED TITLE; sockets COUNT PEER OWNER
LF='
'
stat=$(cat "/proc/$MASTER/stat" 2>/dev/null)
set -f
set -- ${stat##*) }
[ "${20}" = "$START" ] && [ "$1" != Z ] || { echo "the nginx master $MASTER has ended" >&2; exit 72; }

read -r up _ </proc/uptime
echo "now $(date +%s) $up"
IFS=$LF
set --
for pattern in $PATTERNS; do
    printf 'match %s\n' "$pattern"
    set +f
    for file in $ROOT$pattern; do
        set -f
        case $file in *"$LF"*) printf 'unreadable a name with a line break\n'; continue ;; esac
        [ -e "$file" ] || [ -L "$file" ] || continue
        if [ -f "$file" ] && [ -r "$file" ]; then
            printf 'file %s\n' "${file#"$ROOT"}"
            set -- "$@" "$file"
        else
            printf 'unreadable %s\n' "${file#"$ROOT"}"
        fi
    done
    set -f
done
if [ $# -gt 0 ]; then
    for line in $(stat -L -c '%Y %n' -- "$@"); do printf 'written %s %s\n' "${line%% *}" "${line#* "$ROOT"}"; done
    sums=$(sha256sum -- "$@" | cut -d' ' -f1) || exit 1
    for sum in $sums; do
        [ $# -gt 0 ] || exit 1
        sum=${sum#\\}
        case $LF$KNOWN$LF in
            *"$LF$sum$LF"*) printf 'same %s %s\n' "$sum" "${1#"$ROOT"}" ;;
            *) printf 'body %s %s\n' "$sum" "${1#"$ROOT"}"; base64 <"$1" | tr -d '\n'; echo ;;
        esac
        shift
    done
fi

for line in $(set +f; cat /proc/[0-9]*/stat 2>/dev/null); do
    case $line in
        *") "?" $MASTER "*)
            pid=${line%% *}
            title=
            read -r title 2>/dev/null <"/proc/$pid/cmdline"
            unset IFS
            set -- ${line##*) }
            IFS=$LF
            printf 'worker %s %s %s\n' "$pid" "${20}" "$title"
            ;;
    esac
done
unset IFS

if command -v ss >/dev/null 2>&1; then
    filter=
    for port in $PORTS; do filter="${filter:+$filter or }dport = :$port"; done
    enter=
    [ "$NETWORK" = yes ] && enter="nsenter -t $MASTER -n"
    # whose they are costs a look at every process: only where there are any
    [ -z "$($enter ss -Htn state established "( $filter )")" ] || $enter ss -Htnp state established "( $filter )" | tr -s ' ' | cut -d' ' -f4,5 | cut -d, -f1,2 | sort | uniq -c |
        while read -r count peer owner; do printf 'sockets %s %s %s\n' "$count" "$peer" "$owner"; done
else
    echo 'nosockets'
fi
exit 0
