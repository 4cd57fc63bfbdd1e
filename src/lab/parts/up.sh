# Up and down.

up() {
    local count=2 lbs=1 runtime=systemd boot=2
    while [ $# -gt 0 ]; do
        case $1 in
            --nodes) count=${2:?}; shift 2 ;;
            --lbs) lbs=${2:?}; shift 2 ;;
            --runtime) runtime=${2:?}; shift 2 ;;
            --boot) boot=${2:?}; shift 2 ;;
            --no-docker) shift ;; # dockerd only starts for the compose runtime
            *) die "up: unknown option $1" ;;
        esac
    done
    case $count in [1-9]) ;; *) die "up: --nodes wants 1 to 9" ;; esac
    case $lbs in [12]) ;; *) die "up: --lbs wants 1 or 2" ;; esac
    case $runtime in systemd | commands | compose) ;; *) die "up: --runtime wants systemd, commands or compose" ;; esac
    need_root
    need_cgroups
    [ -z "$(missing_packages)" ] || die "packages are missing; run: lab install"
    take_lock
    if [ -e "$LAB_STATE/ready" ] && ! nobody_there; then
        die "a lab is up at $LAB_STATE, since $(stat -c %y "$LAB_STATE/ready" | cut -c1-19); \`lab down\`, or a second one by LAB_STATE, LAB_NET and LAB_BR"
    fi
    down_now # what a crash has left
    prepare_all
    trap 'status=$?; trap - EXIT; [ -n "${LAB_KEEP:-}" ] || { say "up failed; taking it down"; down_now; rm -f "$LAB_STATE.lock"; }; exit $status' EXIT
    trap 'exit 130' INT TERM

    mkdir -p "$LAB_STATE"
    mount -t tmpfs -o "mode=755,size=${LAB_SIZE:-6g}" drainboard-lab "$LAB_STATE"
    start_timer
    mkdir "$LAB_STATE/hosts"
    echo "$runtime" >"$LAB_STATE/runtime"
    echo "boot=$boot" >"$LAB_STATE/knobs"
    echo "$count" >"$LAB_STATE/count"
    make_shared_layer
    network_up

    local host booting=() all
    all="db files $(seq -f node%g "$count") lb"
    [ "$lbs" = 1 ] || all="$all lb2"
    (umask 077; echo drainboard >"$LAB_STATE/db-password")
    for host in $all; do
        make_host_key "$host"
    done
    for host in $all; do
        make_host "$host"
        boot "$host" &
        booting+=($!)
    done
    for host in "${booting[@]}"; do
        wait "$host" || die "a host did not start"
    done
    if [ "$runtime" = compose ]; then
        # shellcheck disable=SC2046
        start_compose $(nodes)
    fi
    wait_for_all "$boot" || die "the lab did not come up"
    touch "$LAB_STATE/ready"
    trap - EXIT INT TERM
    say "up in $(awk -v ms=$(((${EPOCHREALTIME/./} - started) / 1000)) 'BEGIN { printf "%.1f", ms / 1000 }') s:" $all
}
started=${EPOCHREALTIME/./}

# The file goes with the lab, so whoever waited for it may hold one that is no longer there.
take_lock() {
    until [ /proc/self/fd/9 -ef "$LAB_STATE.lock" ]; do
        exec 9>"$LAB_STATE.lock"
        flock -w 120 9 || die "another lab command has been busy at $LAB_STATE for two minutes"
    done
}

start_timer() {
    setsid bash -c 'sleep "$1"; rm -f "$LAB_STATE/timer"; exec "$0" down' "$LAB_HOME/lab" "$LAB_TTL" </dev/null >/dev/null 2>&1 9>&- &
    echo $! >"$LAB_STATE/timer"
    disown
}

# The layer that all hosts share, between the machine's `/` and what each host writes.
make_shared_layer() {
    local root="$LAB_STATE/making"
    mkdir -p "$LAB_STATE/shared" "$LAB_STATE/work" "$root"
    mount -t overlay -o "lowerdir=/,upperdir=$LAB_STATE/shared,workdir=$LAB_STATE/work" overlay "$root"
    # Nothing that the machine has enabled, configured or put in front of Debian's own programs is there in a host.
    rm -rf "${root:?}/etc/systemd/system" "$root/etc/ssh" "$root/etc/update-motd.d" "$root/etc/nginx" \
        "$root/usr/local/bin" "$root/usr/local/sbin" "$root/usr/sbin/policy-rc.d" "$root/etc/haproxy" "$root/etc/docker" "$root/etc/motd" \
        "$root/var/lib/drainboard" "$root/var/lib/docker" "$root/srv" "$root/opt" "$root/home" "$root/var/log" "$root/var/crash"
    mkdir -p "$root/etc/ssh/sshd_config.d" "$root/usr/local/bin" "$root/usr/local/sbin" "$root/srv" "$root/opt" "$root/home" \
        "$root/var/log/nginx" "$root/etc/lab" "$root/usr/share/lab"
    cp /etc/ssh/moduli "$root/etc/ssh/" 2>/dev/null || true
    plant_NET=$LAB_NET plant "$LAB_HOME/root/every" "$root"
    chmod 440 "$root/etc/sudoers.d/ops"
    # Of what Debian starts at boot nothing is wanted but the journal (lab.target); much of it would touch the shared kernel.
    rm -rf "$root"/usr/lib/systemd/system/*.target.wants "$root"/usr/lib/systemd/system-generators
    ln -sf lab.target "$root/etc/systemd/system/default.target"
    sed -i '/pam_motd\|pam_mail\|pam_systemd/d' "$root/etc/pam.d/sshd" "$root/etc/pam.d/common-session"
    sed -i '/^\(ops\|odoo\|docker\):/d' "$root/etc/passwd" "$root/etc/shadow" "$root/etc/group" "$root/etc/gshadow"
    printf '%s\n' ops:x:1500:1500::/home/ops:/bin/bash odoo:x:1501:1501::/var/lib/odoo:/usr/sbin/nologin >>"$root/etc/passwd"
    printf '%s\n' 'ops:*:20000:0:99999:7:::' 'odoo:*:20000:0:99999:7:::' >>"$root/etc/shadow"
    printf '%s\n' ops:x:1500: odoo:x:1501: docker:x:1502:ops >>"$root/etc/group"
    ssh-keygen -q -t ed25519 -N '' -C ops@lab -f "$LAB_STATE/id_ed25519"
    install -d -o 1500 -g 1500 -m 700 "$root/home/ops" "$root/home/ops/.ssh"
    install -o 1500 -g 1500 -m 600 "$LAB_STATE/id_ed25519.pub" "$root/home/ops/.ssh/authorized_keys"
    install -m 600 "$LAB_STATE/id_ed25519" "$root/etc/lab/key"
    umount "$root"
}

make_host_key() {
    local key="$LAB_STATE/hosts/$1/upper/etc/ssh/ssh_host_ed25519_key"
    mkdir -p "${key%/*}"
    ssh-keygen -q -t ed25519 -N '' -C "root@$1" -f "$key"
    printf '%s,%s %s\n' "$(address_of "$1")" "$1" "$(cut -d' ' -f1,2 "$key.pub")" | tee -a "$LAB_STATE/shared/etc/lab/known_hosts" >>"$LAB_STATE/known_hosts"
}

# make_host HOST: its own files, in its upper layer.
make_host() {
    local host=$1 dir="$LAB_STATE/hosts/$1" upper="$LAB_STATE/hosts/$1/upper" kind services
    kind=${host%[0-9]}
    mkdir -p "$upper/etc/ssh" "$upper/etc/systemd/system/lab.target.wants" "$dir/work" "$dir/root" "$dir/docker"
    echo "$host" >"$upper/etc/hostname"
    echo "$LAB_BR $LAB_STATE $host" | md5sum | cut -c1-32 >"$upper/etc/machine-id"
    plant_NET=$LAB_NET plant_HOST=$host plant_ADDRESS=$(address_of "$host") \
        plant_IMAGES=$(images) plant_COMPOSE=$(compose_plugin) plant_PGDATA=$(pg_cluster)/data plant_PGBIN=/usr/lib/postgresql/15/bin \
        plant_NODES_HTTP=$(each_node '    server ADDRESS:8069;') plant_NODES_WS=$(each_node '    server ADDRESS:8072;') \
        plant_HAPROXY_HTTP=$(each_node '    server NAME ADDRESS:8069 cookie NAME') plant_HAPROXY_WS=$(each_node '    server NAME ADDRESS:8072') \
        plant "$LAB_HOME/root/$kind" "$upper"
    "make_$kind" "$upper" "$host"
    for service in ssh $services; do
        ln -s "/lib/systemd/system/$service.service" "$upper/etc/systemd/system/lab.target.wants/$service.service"
    done
}

# each_node LINE: for each node, with its ADDRESS and NAME, joined for sed.
each_node() {
    local number line lines=()
    for number in $(seq "$(cat "$LAB_STATE/count")"); do
        line=${1//ADDRESS/$LAB_NET.1$number}
        lines+=("${line//NAME/node$number}")
    done
    local IFS=$'\n'
    echo "${lines[*]}" | sed ':a;N;$!ba;s/\n/\\n/g'
}

make_lb() {
    services="nginx haproxy"
    mkdir -p "$1/etc/nginx/sites-enabled" "$1/usr/share/lab/etc"
    ln -s ../sites-available/odoo "$1/etc/nginx/sites-enabled/odoo"
    (cd /etc && find nginx haproxy -maxdepth 1 -type f -o -path 'haproxy/errors/*' -type f) | while read -r file; do
        [ -e "$1/etc/$file" ] || install -D -m 644 "/etc/$file" "$1/etc/$file"
    done
    cp -a "$1/etc/nginx" "$1/etc/haproxy" "$1/usr/share/lab/etc/"
}
make_db() { services=database; }
make_files() {
    services=git-daemon
    mkdir -p "$1/srv/git" "$1/srv/odoo-data/filestore/odoo/as"
    cp -r "$(releases)/odoo.git" "$1/srv/git/odoo.git"
    printf '/* %1000s */\n' assets >"$1/srv/odoo-data/filestore/odoo/as/assets"
    chown -R 1500:1500 "$1/srv/git" "$1/srv/odoo-data"
}
make_node() {
    services="odoo odoo-data"
    [ "$(cat "$LAB_STATE/runtime")" != compose ] || services="docker odoo-data"
    mkdir -p "$1/opt" "$1/mnt/odoo-data" "$1/usr/share/lab" "$1/etc/lab"
    cp -r "$(releases)/checkout" "$1/usr/share/lab/odoo"
    git config -f "$1/usr/share/lab/odoo/.git/config" remote.origin.url "git://$LAB_NET.6/odoo.git"
    cp -r "$1/usr/share/lab/odoo" "$1/opt/odoo"
    cp "$1/etc/odoo/odoo.conf" "$1/usr/share/lab/odoo.conf"
    cp "$LAB_STATE/knobs" "$1/usr/share/lab/knobs"
    cp "$LAB_STATE/knobs" "$1/etc/odoo/knobs"
    echo 1.0 >"$1/srv/odoo/REVISION"
    mkdir -p "$1/usr/local/lib/docker/cli-plugins"
    ln -s "$(compose_plugin)" "$1/usr/local/lib/docker/cli-plugins/docker-compose"
    if [ "$2" = "node$(cat "$LAB_STATE/count")" ]; then # the one whose sockets are not the host's own
        mv "$1/srv/odoo/docker-compose.ports.yml" "$1/srv/odoo/docker-compose.yml"
        mv "$1/etc/docker/daemon.bridge.json" "$1/etc/docker/daemon.json"
    else
        rm "$1/srv/odoo/docker-compose.ports.yml" "$1/etc/docker/daemon.bridge.json"
    fi
    cp -r "$1/srv/odoo" "$1/usr/share/lab/srv"
    make_runtime "$1" "$2" "$(cat "$LAB_STATE/runtime")"
}

wait_for_all() {
    local host
    for host in $(hosts); do
        wait_for_host "$host" "$1" || return 1
    done
    for host in $(balancers); do
        within 15 "nginx on $host" healthy "$(address_of "$host")" 80 /web/health || return 1
        within 15 "HAProxy on $host" healthy "$(address_of "$host")" 8080 /web/health || return 1
        within 15 "HAProxy on $host to see all nodes up" haproxy_sees_all "$host" || return 1
    done
}

# Its checks may have met nodes that were still starting.
haproxy_sees_all() {
    local stat
    stat=$(inside "$1" sh -c 'echo "show stat" | socat -t2 - /run/haproxy/admin.sock') || return 1
    case $stat in '' | *,DOWN* | *',UP '[0-9]/*) return 1 ;; esac
}

# wait_for_host HOST BOOT: until it does what it is there for.
wait_for_host() {
    local address patience=$((${2%.*} + 30))
    address=$(address_of "$1")
    within 20 "sshd on $1" port_open "$address" 22 || return 1
    case $1 in
        node*)
            within "$patience" "Odoo on $1" node_healthy "$address" || return 1
            within 20 "the filestore on $1" filestore_answers "$1" || return 1
            ;;
        db) within 20 "PostgreSQL" port_open "$address" 5432 || return 1 ;;
        files) within 20 "git daemon" port_open "$address" 9418 || return 1 ;;
    esac
    within 20 "systemd on $1" systemd_up "$1" || return 1
}

# A mount that hangs or has given up is made anew.
filestore_answers() {
    inside "$1" timeout 2 test -d /mnt/odoo-data/filestore && return 0
    inside "$1" sh -c 'grep -q " /mnt/odoo-data " /proc/mounts && timeout 5 systemctl restart odoo-data'
    return 1
}

down() {
    need_root
    take_lock
    down_now
    rm -f "$LAB_STATE.lock"
}

# Works from what the kernel knows, not from our notes: also after half an `up`.
down_now() {
    local timer
    if timer=$(cat "$LAB_STATE/timer" 2>/dev/null); then
        kill -- "-$timer" 2>/dev/null || true
    fi
    for state in $(find "/sys/fs/cgroup/freezer/$LAB_BR" -name freezer.state 2>/dev/null); do
        echo THAWED >"$state" 2>/dev/null || true
    done
    within 15 "every process of the lab to end" nobody_left || true
    network_down
    within 5 "the cgroups to empty" no_cgroups_left || true
    if mountpoint -q "$LAB_STATE"; then
        umount -l "$LAB_STATE"
    fi
    rmdir "$LAB_STATE" 2>/dev/null || true
}

processes() { find /sys/fs/cgroup/*/"$LAB_BR" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un; }
nobody_there() { [ -z "$(processes)" ]; }

nobody_left() {
    local pids
    pids=$(processes)
    [ -n "$pids" ] || return 0
    # shellcheck disable=SC2086
    kill -KILL $pids
    return 1
}

no_cgroups_left() {
    remove_cgroups
    [ -z "$(ls -d /sys/fs/cgroup/*/"$LAB_BR" 2>/dev/null)" ]
}
