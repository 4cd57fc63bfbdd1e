# One change of nginx's files with its reload: done, or undone. Run by nginx-change.sh, after the prelude, in a session of its own.
# Environment: STATE CLUSTER TOKEN OPERATION; MASTER START: the process; APART yes: it has mounts of its own, seen below ROOT; EXE;
# CONF PREFIX GLOBALS LOGGED: how it was started (-c -p -g -e); LOG: its error log, "" if that is no file;
# MARK: a file that stands while files and nginx may differ.
# Standard input: a line a file: sha256 before, sha256 after, path and new content as base64; then "end".
# Exit codes beside those of the prelude: 72 nginx has ended   74 its configuration was broken before us   81 a file could not be written (undone)
trap '' HUP INT TERM PIPE
LF='
'
request=$(cat)
case $request in end | *"${LF}end") ;; *) echo "the request was cut off, nothing was changed" >&2; exit 75 ;; esac

nap() { sleep 0.01 2>/dev/null || sleep 1; }

# Hundredths of a second since the machine started.
ticks() { read -r now_ _ </proc/uptime; now_=${now_%.*}${now_#*.}; }

# With hundredths of a second since boot: date would be one process more.
journal() { ticks; printf '%s %s\n' "$now_" "$*" >>"$work/journal"; }

sum() { set -- "$(sha256sum <"$1")"; printf '%s' "${1%% *}"; }

# A path without symbolic links, as nginx itself sees it.
real() {
    if [ -z "$ROOT" ]; then
        readlink -f -- "$1"
        return
    fi
    rest=$1
    real_=''
    hops=0
    while [ -n "$rest" ]; do
        rest=${rest#/}
        part=${rest%%/*}
        case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
        case $part in '' | .) continue ;; ..) real_=${real_%/*}; continue ;; esac
        if [ -L "$ROOT$real_/$part" ]; then
            hops=$((hops + 1))
            [ $hops -le 40 ] || return 1
            link=$(readlink -- "$ROOT$real_/$part")
            case $link in /*) real_= ;; esac
            rest=$link/$rest
        else
            real_=$real_/$part
        fi
    done
    printf '%s\n' "$real_"
}

# Whether a file must keep its inode: it is a mount of its own, or has other names.
pinned() {
    while read -r _ _ _ _ point _; do
        [ "$point" = "$1" ] && return 0
    done <"/proc/$MASTER/mountinfo"
    [ "$(stat -c %h -- "$ROOT$1")" != 1 ]
}

# put CONTENT SHA TARGET: the content becomes the target's, whose owner, mode, ACL and labels stay. Never half a file under the name,
# but for a pinned one: that is overwritten in place, and cut to its length last.
put() {
    target=$ROOT$3
    if pinned "$3"; then
        dd if="$1" of="$target" conv=notrunc,fsync 2>/dev/null && truncate -s "$(stat -c %s -- "$1")" -- "$target" && sync "$target"
    else
        rm -f -- "${target%/*}"/.drainboard-*
        part=${target%/*}/.drainboard-$OPERATION
        { cp --preserve=all -- "$target" "$part" 2>/dev/null || cp -p -- "$target" "$part"; } &&
            dd if="$1" of="$part" conv=fsync 2>/dev/null && [ "$(sum "$part")" = "$2" ] &&
            mv -f -- "$part" "$target" && sync "${target%/*}" || { rm -f -- "$part"; return 1; }
    fi
}

test_config() (
    exec 8>&- 9>&- </dev/null
    umask 022
    set -- -t
    [ -z "$CONF" ] || set -- "$@" -c "$CONF"
    [ -z "$PREFIX" ] || set -- "$@" -p "$PREFIX"
    [ -z "$GLOBALS" ] || set -- "$@" -g "$GLOBALS"
    [ -z "$LOGGED" ] || set -- "$@" -e "$LOGGED"
    if [ "$APART" = yes ]; then
        exec nsenter -t "$MASTER" -m -n -r -w -- "$EXE" "$@"
    fi
    cd "/proc/$MASTER/cwd" && exec "/proc/$MASTER/exe" "$@"
)

alive() {
    stat_=$(cat "/proc/$MASTER/stat" 2>/dev/null)
    set -f
    set -- ${stat_##*) }
    set +f
    [ "${20}" = "$START" ] && [ "$1" != Z ]
}

# The master's workers of its newest configuration.
workers() {
    workers_=
    set -f
    IFS=$LF
    for line in $(set +f; cat /proc/[0-9]*/stat 2>/dev/null); do
        case $line in *") "?" $MASTER "*) ;; *) continue ;; esac
        title=
        read -r title 2>/dev/null <"/proc/${line%% *}/cmdline"
        [ "$title" = 'nginx: worker process' ] && workers_="$workers_ ${line%% *}"
    done
    unset IFS
    set +f
}

# What nginx wrote to its error log since the offset.
complaints() {
    said=
    [ -n "$LOG" ] && [ -f "$ROOT$LOG" ] || return 0
    size=$(stat -L -c %s -- "$ROOT$LOG")
    [ "$size" -ge "$offset" ] || offset=0
    [ "$size" -gt "$offset" ] || return 0
    said=$(tail -c +$((offset + 1)) -- "$ROOT$LOG" | tail -c 4000)
}

# Signals the master, and waits until all its workers are new ones: 0 they are; 1 nginx refused, and runs as before; 2 nobody knows.
reload() {
    alive || return 2
    workers
    old=$workers_
    offset=0
    [ -n "$LOG" ] && [ -f "$ROOT$LOG" ] && offset=$(stat -L -c %s -- "$ROOT$LOG")
    ticks
    end=$((now_ + 1000))
    kill -HUP "$MASTER" || return 2
    round=0
    while ticks && [ "$now_" -lt "$end" ]; do
        fresh=''
        stale=''
        for pid in $old; do
            title=
            read -r title 2>/dev/null <"/proc/$pid/cmdline"
            [ "$title" = 'nginx: worker process' ] && stale=yes
        done
        if [ -z "$stale" ]; then
            workers
            fresh=$workers_
            [ -n "$fresh" ] && break
        fi
        round=$((round + 1))
        if [ $((round % 8)) = 0 ]; then
            complaints
            case $said in
                *'still could not bind'*) break ;;
                # nginx tries five times within 2.5 s to bind
                *'[emerg]'*'bind()'*) [ "$end" -gt $((now_ + 400)) ] && end=$((now_ + 400)) ;;
                *'[emerg]'*) break ;;
            esac
        fi
        nap
    done
    complaints
    case $said in *'[emerg]'*) refused=yes ;; *) refused= ;; esac
    if [ -n "$fresh" ] && [ -z "$stale" ]; then
        [ -z "$refused" ] && return 0
        return 2
    fi
    [ -n "$refused" ] && [ -z "$fresh" ] && return 1
    return 2
}

# Gives every file that was swapped its old content back, unless somebody changed it since.
undo() {
    held=
    while read -r number before after path; do
        [ "$(sum "$ROOT$path")" = "$before" ] && continue
        if [ "$(sum "$ROOT$path")" != "$after" ] || ! put "$keep/$number" "$before" "$path" || [ "$(sum "$ROOT$path")" != "$before" ]; then
            echo "$path is not what it was" >&2
            held=yes
        fi
    done <"$work/swapped"
    [ -z "$held" ]
}

over() {
    code=$1
    shift
    journal "END $code $*"
    printf '%s\n' "$code" >"$work/rc"
    # a mark that stood before us says what is true still, unless nginx has loaded the files now
    case $code in
        0) rm -f -- "$MARK" ;;
        80) ;;
        *) [ -n "$inherited" ] || rm -f -- "$MARK" ;;
    esac
    exit "$code"
}

undone() {
    code=$1
    shift
    undo || over 80 "$@"
    over "$code" "$@"
}

umask 077
[ -d "$STATE" ] || mkdir -p "$STATE" 2>/dev/null || { echo "$STATE" >&2; exit 71; }
[ -g "$STATE" ] && umask 007
[ -e "$STATE/edit.lock" ] || touch "$STATE/edit.lock" 2>/dev/null || { echo "$STATE/edit.lock" >&2; exit 71; }
exec 9>>"$STATE/edit.lock"
flock -w 25 9 || { echo "$STATE/edit.lock" >&2; exit 75; }
fence
alive || { echo "the nginx master $MASTER has ended" >&2; exit 72; }
work=$STATE/$CLUSTER/ops/$OPERATION
keep=$STATE/$CLUSTER/backup/$OPERATION
mkdir -p "$work" "$keep" || { echo "$STATE/$CLUSTER" >&2; exit 71; }

: >"$work/todo"
number=0
set -f
IFS=$LF
for line in ${request%end}; do
    unset IFS
    set -- $line
    path=$(printf %s "$3" | base64 -d)
    path=$(real "$path") || { echo "$path" >&2; exit 77; }
    now=$(sum "$ROOT$path")
    if [ "$now" != "$2" ]; then
        [ "$now" = "$1" ] || { echo "$path" >&2; exit 77; }
        number=$((number + 1))
        printf %s "$4" | base64 -d >"$work/new.$number" && [ "$(sum "$work/new.$number")" = "$2" ] || { echo "$work" >&2; exit 71; }
        printf '%s %s %s %s\n' "$number" "$1" "$2" "$path" >>"$work/todo"
    fi
    IFS=$LF
done
unset IFS
set +f

inherited=
[ ! -e "$MARK" ] || inherited=yes
[ $number -gt 0 ] || [ -n "$inherited" ] || { echo nothing; exit 0; }
said=$(test_config 2>&1) || { printf '%s\n' "$said" >&2; exit 74; }

journal "BEGIN token $TOKEN, $(date +%s)"
: >"$work/swapped"
while read -r number before after path; do
    cp -p -- "$ROOT$path" "$keep/$number" || { echo "$keep" >&2; exit 71; }
done <"$work/todo"
printf '%s\n' "$OPERATION" >"$MARK" || { echo "$MARK" >&2; exit 71; }
set -- "$keep"/*
[ -e "$1" ] || shift
sync "$work/journal" "$MARK" "$@" || { echo "$work" >&2; exit 71; }
while read -r number before after path; do
    printf '%s %s %s %s\n' "$number" "$before" "$after" "$path" >>"$work/swapped"
    put "$work/new.$number" "$after" "$path" && continue
    echo "$path could not be written" >&2
    [ "$(sum "$ROOT$path")" = "$before" ] || put "$keep/$number" "$before" "$path"
    undone 81 "could not write $path"
done <"$work/todo"
rm -f -- "$work"/new.* "$work/todo"

said=$(test_config 2>&1) || { printf '%s\n' "$said" >&2; undone 78 "refused by its test"; }
exec 8>&-
reload
case $? in
    0) ;;
    1) printf '%s\n' "$said" >&2; undone 79 "not applied" ;;
    *)
        printf '%s\n' "${said:-its workers were not replaced within 10 s}" >&2
        undo || over 80 "not applied"
        reload || { printf 'not undone in the running nginx: %s\n' "$said" >&2; over 80 "not applied, not undone"; }
        over 79 "not applied"
        ;;
esac
echo "workers$fresh"
over 0 "workers$fresh"
