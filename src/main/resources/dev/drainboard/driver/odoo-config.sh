# The configuration file of the node's Odoo. Variables: CONFIG (as the cluster file names it, else nothing), HTTP (port), SERVICE DIRECTORY (of
# compose, else nothing), MOST (bytes). Prints `path PATH`, then the file. After prelude.sh.
# Exit codes: 72 no process, or no file (its name is on stderr)   73 not for this user
show() {
    [ -e "$2" ] || [ "$(id -u)" = 0 ] || exit 73
    [ -f "$2" ] || { echo "$1" >&2; exit 72; }
    [ -r "$2" ] || exit 73
    echo "path $1"
    head -c "$MOST" "$2"
    exit 0
}
[ -z "$CONFIG" ] || show "$CONFIG" "$CONFIG"

pid=
if [ -n "$SERVICE" ]; then
    need docker
    id=$(docker ps -q --no-trunc --filter "label=com.docker.compose.service=$SERVICE" \
        --filter "label=com.docker.compose.project.working_dir=$DIRECTORY" | head -n 1)
    [ -z "$id" ] || pid=$(docker inspect --format '{{.State.Pid}}' "$id")
else
    need ss
    pid=$(ss -Hltnp "sport = :$HTTP" | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -n | head -n 1)
    [ -n "$pid" ] || [ "$(id -u)" = 0 ] || exit 73
fi
[ -n "$pid" ] || { echo "no process" >&2; exit 72; }
[ -r "/proc/$pid/environ" ] || exit 73

# the option, else what the image says, else where packages put it; of the environment nothing else is looked at
path=
next=
for word in $(tr '\0' '\n' <"/proc/$pid/cmdline" | sed 's/[^A-Za-z0-9_./=-]//g'); do
    [ -z "$next" ] || path=$word
    next=
    case $word in
        -c | --config) next=yes ;;
        --config=*) path=${word#--config=} ;;
        -c*) path=${word#-c} ;;
    esac
done
[ -n "$path" ] || path=$(tr '\0' '\n' <"/proc/$pid/environ" | sed -n 's/^ODOO_RC=//p' | head -n 1)
[ -n "$path" ] || path=/etc/odoo/odoo.conf
case $path in /*) ;; *) path=$(readlink "/proc/$pid/cwd")/$path ;; esac
show "$path" "/proc/$pid/root$path"
