# Where the node's sockets can be seen: in this host's own namespace, or in that of one process. After prelude.sh.
# Variables: HTTP WEBSOCKET (ports), SERVICE DIRECTORY (of compose, else nothing).
# Prints `host`, or `process PID START` with a `port PUBLISHED=INNER/tcp` and a `gateway ADDRESS` for each, or `nowhere WHY`.
need ss
start_of() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
within() { echo "process $1 $(start_of "$1")"; }

if [ -n "$SERVICE" ] && command -v docker >/dev/null 2>&1; then
    id=$(docker ps -q --no-trunc --filter "label=com.docker.compose.service=$SERVICE" \
        --filter "label=com.docker.compose.project.working_dir=$DIRECTORY" 2>/dev/null | head -n 1)
    if [ -n "$id" ]; then
        docker inspect --format '{{.HostConfig.NetworkMode}} {{.State.Pid}} {{range $inner, $all := .NetworkSettings.Ports}}{{range $all}}{{.HostPort}}={{$inner}} {{end}}{{end}}' "$id" |
            while read -r mode pid ports; do
                if [ "$mode" = host ]; then echo host; exit 0; fi
                within "$pid"
                for port in $ports; do echo "port $port"; done
            done
        # through a proxy on the host everybody comes from there
        docker inspect --format '{{range .NetworkSettings.Networks}}gateway {{.Gateway}} {{"\n"}}{{end}}' "$id"
        exit 0
    fi
fi

# a listener that only passes on (docker-proxy and its kin) does not see who is connected
listeners=$(ss -Hltnp "( sport = :$HTTP or sport = :$WEBSOCKET )")
own=$(printf '%s\n' "$listeners" | grep . | grep -v -E 'docker-proxy|rootlessport|conmon|slirp4netns|pasta|podman')
if [ -n "$own" ]; then
    echo host
    exit 0
fi

# one process of each other network namespace
mine=$(readlink /proc/self/ns/net)
found=
listening=$(printf ':%04X 0+:0000 0A|:%04X 0{32}:0000 0A' "$HTTP" "$HTTP")
for pid in $(ls -l /proc/[0-9]*/ns/net 2>/dev/null | sed -n 's#.* /proc/\([0-9]*\)/ns/net -> \(.*\)#\2 \1#p' |
    grep -v -F "$mine " | sort -u -k1,1 | cut -d' ' -f2); do
    grep -q -E "$listening" "/proc/$pid/net/tcp" "/proc/$pid/net/tcp6" 2>/dev/null && found="$found $pid"
done
# shellcheck disable=SC2086 # pids, a word each
set -- $found
case $# in
    0) echo "nowhere nothing listens on $HTTP that this user can see" ;;
    1) within "$1" ;;
    *) echo "nowhere $# namespaces listen on $HTTP" ;;
esac
