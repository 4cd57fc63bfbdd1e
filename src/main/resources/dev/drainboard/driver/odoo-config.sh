# The configuration file of the node's Odoo. Variables: CONFIG (as the cluster file names it, else nothing), HTTP (port), SERVICE DIRECTORY (of
# compose, else nothing), MOST (bytes), WORKERS (not empty: of the file only what it says of workers). Prints `path PATH`, then the file; for
# WORKERS before it `started N` if the command line can be seen, N empty if it has no such option. After prelude.sh.
# Exit codes: 72 no process, or no file (its name is on stderr)   73 not for this user
show() {
    [ -e "$2" ] || [ "$(id -u)" = 0 ] || exit 73
    [ -f "$2" ] || { echo "$1" >&2; exit 72; }
    [ -r "$2" ] || exit 73
    echo "path $1"
    if [ -n "$WORKERS" ]; then
        sed -n '/^\[/p; /^[Ww]orkers[[:space:]]*[=:]/p' "$2" | head -c "$MOST"
    else
        head -c "$MOST" "$2"
    fi
    exit 0
}

listener() {
    if [ -n "$SERVICE" ]; then
        id=$(docker ps -q --no-trunc --filter "label=com.docker.compose.service=$SERVICE" \
            --filter "label=com.docker.compose.project.working_dir=$DIRECTORY" | head -n 1)
        [ -z "$id" ] || docker inspect --format '{{.State.Pid}}' "$id"
    else
        ss -Hltnp "sport = :$HTTP" | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -n | head -n 1
    fi
}

pid=
if [ -z "$CONFIG" ]; then
    if [ -n "$SERVICE" ]; then need docker; else need ss; fi
    pid=$(listener)
    [ -n "$SERVICE$pid" ] || [ "$(id -u)" = 0 ] || exit 73
    [ -n "$pid" ] || { echo "no process" >&2; exit 72; }
    [ -r "/proc/$pid/environ" ] || exit 73
elif [ -n "$WORKERS" ]; then
    # what this user cannot see is not worth root: the file was named
    pid=$(listener 2>/dev/null) || pid=
    [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] || pid=
fi

# the option, else what the image says, else where packages put it; of the environment nothing else is looked at
path=
next=
workers=
[ -z "$pid" ] || for word in $(tr '\0' '\n' <"/proc/$pid/cmdline" | sed 's/[^A-Za-z0-9_./=-]//g'); do
    case $next in
        path) path=$word ;;
        workers) workers=$word ;;
    esac
    next=
    case $word in
        -c | --config) next=path ;;
        --config=*) path=${word#--config=} ;;
        -c*) path=${word#-c} ;;
        --workers) next=workers ;;
        --workers=*) workers=${word#--workers=} ;;
    esac
done
[ -z "$WORKERS" ] || [ -z "$pid" ] || echo "started $workers"
[ -z "$CONFIG" ] || show "$CONFIG" "$CONFIG"
[ -n "$path" ] || path=$(tr '\0' '\n' <"/proc/$pid/environ" | sed -n 's/^ODOO_RC=//p' | head -n 1)
[ -n "$path" ] || path=/etc/odoo/odoo.conf
case $path in /*) ;; *) path=$(readlink "/proc/$pid/cwd")/$path ;; esac
show "$path" "/proc/$pid/root$path"
