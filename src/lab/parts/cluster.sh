# What others ask of a lab: its cluster file, its addresses, a shell in it.

cluster() {
    need_lab
    local balancer=nginx runtime socket=unix node
    runtime=$(remembered runtime)
    while [ $# -gt 0 ]; do
        case $1 in
            --balancer) balancer=${2:?}; shift 2 ;;
            --runtime) runtime=${2:?}; shift 2 ;;
            --socket) socket=${2:?}; shift 2 ;;
            *) die "cluster: unknown option $1" ;;
        esac
    done
    cat <<TEXT
drainboard: 1
name: lab
environment: staging
ssh:
  user: ops
  identity: $LAB_STATE/id_ed25519
  knownHosts: $LAB_STATE/known_hosts
  sudo: true
balancers:
TEXT
    case $balancer in
        nginx) cluster_nginx lb lb ;;
        haproxy) cluster_haproxy lb lb "$socket" ;;
        both) cluster_nginx lb-nginx lb; cluster_haproxy lb-haproxy lb "$socket" ;;
        pair)
            [ -d "$LAB_STATE/hosts/lb2" ] || die "cluster: a pair needs: lab up --lbs 2"
            cluster_nginx lb lb
            cluster_haproxy lb2 lb2 "$socket"
            ;;
        *) die "cluster: --balancer wants nginx, haproxy, both or pair" ;;
    esac
    echo "nodes:"
    for node in $(nodes); do
        printf '  - { name: %s, host: %s, http: 8069, websocket: 8072, config: /etc/odoo/odoo.conf, runtime: %s }\n' \
            "$node" "$(address_of "$node")" "$(cluster_runtime "$runtime")"
    done
    cat <<TEXT
database: { host: $LAB_NET.5, port: 5432, name: odoo, user: drainboard, password: "file:$LAB_STATE/db-password" }
filestore: { kind: mount, path: /mnt/odoo-data }
sessions: { kind: files }
health: { path: /web/health, websocketPath: /websocket/health, host: erp.example.com, every: 500ms, timeout: 2s }
rollout:
  drain: { wait: 20s, then: proceed, websockets: close, sticky: move }
  gate: { passes: 2, within: 30s }
  warmUp: [ /web/login ]
  soak: 0s
TEXT
}

cluster_nginx() {
    cat <<TEXT
  - name: $1
    host: $(address_of "$2")
    kind: nginx
    config: /etc/nginx/nginx.conf
    upstreams: { http: odoo_cluster, websocket: odoo_longpolling }
    url: http://$(address_of "$2")
TEXT
}

cluster_haproxy() {
    local socket=/run/haproxy/admin.sock
    [ "$3" = unix ] || socket="$(address_of "$2"):9999"
    cat <<TEXT
  - name: $1
    host: $(address_of "$2")
    kind: haproxy
    socket: $socket
    upstreams: { http: odoo_http, websocket: odoo_ws }
    url: http://$(address_of "$2"):8080
TEXT
}

cluster_runtime() {
    case $1 in
        systemd) echo '{ kind: systemd, unit: odoo, checkout: /opt/odoo }' ;;
        commands) echo '{ kind: commands, current: /srv/odoo/current.sh, prepare: /srv/odoo/prepare.sh, update: /srv/odoo/update.sh }' ;;
        compose) echo '{ kind: compose, directory: /srv/odoo, service: odoo, revision: ODOO_TAG }' ;;
        *) die "cluster: --runtime wants systemd, commands or compose" ;;
    esac
}

environment() {
    need_lab
    cat <<TEXT
export LAB_STATE='$LAB_STATE' LAB_NET='$LAB_NET' LAB_BR='$LAB_BR'
export LAB_IDENTITY='$LAB_STATE/id_ed25519' LAB_KNOWN_HOSTS='$LAB_STATE/known_hosts' LAB_NODES='$(remembered count)'
export LAB_RUNTIME='$(remembered runtime)'
TEXT
}

ssh_to() {
    need_lab
    local host=${1:?which host?}
    known_host "$host"
    shift
    exec ssh -F none -i "$LAB_STATE/id_ed25519" -o IdentitiesOnly=yes -o UserKnownHostsFile="$LAB_STATE/known_hosts" \
        -o StrictHostKeyChecking=yes -o ConnectTimeout=5 -o LogLevel=ERROR "ops@$(address_of "$host")" "$@"
}

root_in() {
    need_lab
    local host=${1:?which host?}
    known_host "$host"
    shift
    [ $# -gt 0 ] || set -- bash
    inside "$host" "$@"
}

revision_of() { curl -s -m 1 -o /dev/null -D - "http://$1:8069/web/health" | sed -n 's/^X-Revision: \(.*\)\r$/revision \1/p' | grep . || echo "revision unknown"; }

status() {
    need_lab
    local host address state
    for host in $(hosts); do
        address=$(address_of "$host")
        state="power off"
        if alive "$host"; then
            state=up
            grep -q FROZEN "$(freezer "$host")/freezer.state" && state=frozen
            ip link show "$LAB_BR-$host" | grep -q 'state DOWN' && state="$state, cable out"
        fi
        case $host in
            node*)
                state="$state, 8069: $(http_status "$address" 8069 /web/health), 8072: $(http_status "$address" 8072 /websocket/health), $(revision_of "$address")"
                ;;
            lb*) state="$state, nginx: $(http_status "$address" 80 /web/health), HAProxy: $(http_status "$address" 8080 /web/health)" ;;
        esac
        printf '%-6s %-12s %s\n' "$host" "$address" "$state"
    done
    printf 'runtime %s, up since %s, ends by itself at %s\n' "$(remembered runtime)" "$(stat -c %y "$LAB_STATE/known_hosts" | cut -c1-19)" \
        "$(date -d "@$(($(stat -c %Y "$LAB_STATE/timer") + LAB_TTL))" '+%F %T')"
}
