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
    local kind=${1:?systemd, commands or compose} node running=()
    case $kind in systemd | commands | compose) ;; *) die "no such runtime: $kind" ;; esac
    [ "$kind" != "$(remembered runtime)" ] || return 0
    for node in $(hosts); do
        revive "$node"
    done
    for node in $(nodes); do
        inside "$node" /usr/local/sbin/lab-runtime "$kind" &
        running+=($!)
    done
    for node in "${running[@]}"; do
        wait "$node" || die "a node could not be switched"
    done
    echo "$kind" >"$LAB_STATE/runtime"
    if [ "$kind" = compose ]; then
        # shellcheck disable=SC2046
        start_compose $(nodes)
    fi
    wait_for_all 5 || die "the lab did not come back"
}

# start_compose NODE...: the registry, and the containers of the nodes; returns when they run.
start_compose() {
    local node running=()
    for node in files "$@"; do
        within 20 "systemd on $node" systemd_up "$node" || die "no systemd"
    done
    inside files systemctl start registry || die "the registry does not start"
    within 10 "the image registry" port_open "$LAB_NET.6" 5000 || die "no registry"
    for node in "$@"; do
        timeout 90 "$LAB_HOME/lab" root "$node" /bin/sh -c 'systemctl start docker && cd /srv/odoo && docker compose --progress quiet up -d --quiet-pull' &
        running+=($!)
    done
    for node in "${running[@]}"; do
        wait "$node" || die "the containers of a node do not start"
    done
}

publish() {
    need_lab
    local revision=${1:?which revision?}
    inside files git -c safe.directory='*' -C /srv/git/odoo.git update-ref refs/heads/17.0 "refs/tags/$revision" || die "no such release: $revision"
    inside files sh -c 'cd "$1/docker/registry/v2/repositories/odoo/_manifests/tags" && mkdir -p latest/current && cp "$2/current/link" latest/current/link' \
        - "$(images)" "$revision"
}

# A release that never was before, on the branch that the nodes follow: 1.3, 1.4 and so on.
commit() {
    need_lab
    inside files sh -eu -c '
        cd /srv/git/odoo.git
        export GIT_AUTHOR_NAME=odoo GIT_AUTHOR_EMAIL=odoo@lab GIT_COMMITTER_NAME=odoo GIT_COMMITTER_EMAIL=odoo@lab
        export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="*"
        revision=1.$(($(git rev-list --count --all) - 3)) # three of the releases are bad ones
        blob=$(echo "$revision" | git hash-object -w --stdin)
        tree=$(git ls-tree 17.0 | sed "s/ blob [0-9a-f]*\tREVISION/ blob $blob\tREVISION/" | git mktree)
        made=$(git commit-tree -p 17.0 -m "Release $revision" "$tree")
        git update-ref refs/heads/17.0 "$made"
        git tag "$revision" "$made"
        chown -R ops:ops .
        echo "$revision $made"'
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
        mv /etc/odoo/knobs.new /etc/odoo/knobs
        sleep 0.06 # the stand-in looks at them every 50 ms: when this returns they hold' - "$@"
}

reset_all() {
    need_lab
    local host failed=0 running=()
    for host in $(hosts); do
        revive "$host"
    done
    publish 1.1
    sql "UPDATE ir_module_module SET state = 'installed' WHERE state LIKE 'to %'"
    for host in $(nodes); do
        inside "$host" /usr/local/sbin/lab-reset &
        running+=($!)
    done
    for host in "${running[@]}"; do
        wait "$host" || failed=1
    done
    [ $failed = 0 ] || die "a node could not be reset"
    for host in $(nodes); do
        wait_for_host "$host" 5 || die "$host did not come back"
    done
    # only now: a HAProxy that meets nodes which still start takes seconds to call them up
    for host in $(balancers); do
        reset_balancer "$host" || die "$host could not be reset"
    done
    wait_for_all 5 || die "the lab did not come back"
}

sql() {
    within 10 "PostgreSQL" inside db test -S /run/postgresql/.s.PGSQL.5432 || return 1
    inside db runuser -u postgres -- /usr/lib/postgresql/15/bin/psql -Atqd odoo -v ON_ERROR_STOP=1 -c "SET ROLE odoo" -c "${1:?which statement?}"
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
