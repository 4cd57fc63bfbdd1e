# Words that every part uses.

say() { printf '%s\n' "lab: $*" >&2; }
die() { say "$*"; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || die "needs root: hosts are made of namespaces, mounts and cgroups"; }
need_lab() { need_root; [ -e "$LAB_STATE/hosts" ] || die "no lab is up at $LAB_STATE; try: lab up"; }

# Numbers of hosts in $LAB_NET.0/24.
address_of() {
    case $1 in
        workstation) echo "$LAB_NET.1" ;;
        lb) echo "$LAB_NET.2" ;;
        lb2) echo "$LAB_NET.3" ;;
        db) echo "$LAB_NET.5" ;;
        files) echo "$LAB_NET.6" ;;
        node[1-9]) echo "$LAB_NET.1${1#node}" ;;
        *) die "no such host: $1" ;;
    esac
}

hosts() { ls "$LAB_STATE/hosts"; }
nodes() { hosts | grep '^node' || true; }
balancers() { hosts | grep '^lb' || true; }
remembered() { cat "$LAB_STATE/$1" 2>/dev/null || echo "${2:-}"; }

known_host() { [ -d "$LAB_STATE/hosts/$1" ] || die "no such host: $1 (there are: $(hosts | tr '\n' ' '))"; }
known_node() { known_host "$1"; case $1 in node*) ;; *) die "$1 is no node" ;; esac; }

# within SECONDS WHAT COMMAND...: until the command succeeds; every wait of the lab goes through here.
within() {
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "${EPOCHREALTIME/./}" -lt "$end" ] || { say "gave up waiting: $what"; return 1; }
        sleep 0.03
    done
}

port_open() { timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }

# http_status ADDRESS PORT PATH: the status of one GET, 000 if there is none within a second.
http_status() {
    timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\r\nHost: lab\r\nConnection: close\r\n\r\n" "$2" >&3 \
        && read -r _ status _ <&3 && echo "$status"' "$1" "$2" "$3" 2>/dev/null || echo 000
}
healthy() { [ "$(http_status "$1" "$2" "$3")" = 200 ]; }
node_healthy() { healthy "$1" 8069 /web/health && healthy "$1" 8072 /websocket/health; }

pid_of() { cat "$LAB_STATE/hosts/$1/pid" 2>/dev/null; }
alive() { local pid; pid=$(pid_of "$1") && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }

# inside HOST COMMAND...: as root in the host's namespaces, without ssh.
inside() {
    local host=$1
    shift
    nsenter -t "$(pid_of "$host")" -m -u -i -n -p -- /usr/bin/env -i \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root TERM=dumb "$@"
}

# plant FROM TO: copies a tree and fills in @NET@ and its like from the variables plant_NET and so on.
plant() {
    local variable
    mkdir -p "$2"
    cp -r --no-preserve=ownership "$1/." "$2/"
    (cd "$1" && grep -rlZ '@[A-Z_]*@' .) | (cd "$2" && xargs -0r sed -i "$(for variable in "${!plant_@}"; do
        printf 's\001@%s@\001%s\001g\n' "${variable#plant_}" "${!variable}"
    done)")
}
