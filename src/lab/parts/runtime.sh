# How the nodes run the stand-in.

# make_runtime UPPER HOST KIND: before the host starts.
make_runtime() {
    mkdir -p "$1/etc/lab" "$1/etc/default"
    echo "$3" >"$1/etc/lab/runtime"
    case $3 in
        commands) echo ODOO_REVISION_FILE=/srv/odoo/REVISION >"$1/etc/default/odoo" ;;
        systemd) : >"$1/etc/default/odoo" ;;
    esac
}

switch_runtime() {
    need_lab
    local kind=${1:?systemd, commands or compose} node
    case $kind in systemd | commands | compose) ;; *) die "no such runtime: $kind" ;; esac
    echo "$kind" >"$LAB_STATE/runtime"
    for node in $(nodes); do
        inside "$node" sh -c 'systemctl stop odoo; echo "$1" >/etc/lab/runtime
            case $1 in commands) echo ODOO_REVISION_FILE=/srv/odoo/REVISION >/etc/default/odoo ;; *) : >/etc/default/odoo ;; esac
            touch /run/odoo/quick-start; chmod 666 /run/odoo/quick-start
            [ "$1" = compose ] || systemctl start odoo' - "$kind" &
    done
    wait
    for node in $(nodes); do
        within 30 "Odoo on $node" node_healthy "$(address_of "$node")"
    done
}

publish() {
    need_lab
    local revision=${1:?which revision?}
    inside files git -c safe.directory='*' -C /srv/git/odoo.git update-ref refs/heads/17.0 "refs/tags/$revision" || die "no such release: $revision"
}

# The knobs given are turned, the others stay; none given: all as `lab up` set them.
set_knobs() {
    need_lab
    local node=${1:?which node?}
    known_node "$node"
    shift
    inside "$node" sh -c '
        cp /etc/odoo/knobs /etc/odoo/knobs.new
        [ $# -gt 0 ] || cp /usr/share/lab/knobs /etc/odoo/knobs.new
        for pair; do
            sed -i "/^${pair%%=*}=/d" /etc/odoo/knobs.new
            echo "$pair" >>/etc/odoo/knobs.new
        done
        mv /etc/odoo/knobs.new /etc/odoo/knobs' - "$@"
}

reset_all() {
    need_lab
    local host failed=0 running=()
    for host in $(hosts); do
        revive "$host"
    done
    publish 1.1
    for host in $(nodes); do
        inside "$host" /usr/local/sbin/lab-reset &
        running+=($!)
    done
    for host in $(balancers); do
        reset_balancer "$host" &
        running+=($!)
    done
    for host in "${running[@]}"; do
        wait "$host" || failed=1
    done
    [ $failed = 0 ] || die "a host could not be reset"
    wait_for_all 5 || die "the lab did not come back"
}

reset_balancer() {
    inside "$1" sh -c '
        for name in nginx haproxy; do
            find "/etc/$name" -mindepth 1 -delete
            cp -a "/usr/share/lab/etc/$name/." "/etc/$name/"
        done
        rm -rf /var/lib/drainboard /run/drainboard /tmp/drainboard*
        systemctl kill -s KILL nginx haproxy 2>/dev/null
        systemctl reset-failed 2>/dev/null
        systemctl restart nginx haproxy'
}
