# A host is one process tree in namespaces of its own, with systemd as PID 1. Killing that PID is the power cut.

# cpu, memory, name=systemd, ... of cgroup v1; unified is cgroup v2, without which systemd never hears that a service is empty.
controllers() { awk -F: '$1 == "0" { $2 = "unified" } { print $2 }' /proc/self/cgroup; }
cgroup_directory() { echo "/sys/fs/cgroup/${1#name=}/$LAB_BR/$2"; }

need_cgroups() {
    [ -d /sys/fs/cgroup/freezer ] || die "needs cgroup v1 with a freezer; this machine has: $(ls /sys/fs/cgroup | tr '\n' ' ')"
    if [ ! -e /sys/fs/cgroup/systemd/cgroup.procs ]; then
        mkdir -p /sys/fs/cgroup/systemd
        mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
    fi
    if [ ! -e /sys/fs/cgroup/unified/cgroup.procs ]; then
        mkdir -p /sys/fs/cgroup/unified
        mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
    fi
}

make_cgroups() {
    local controller directory
    for controller in $(controllers); do
        directory=$(cgroup_directory "$controller" "$1")
        mkdir -p "$directory"
        if [ "$controller" = cpuset ]; then
            for file in cpuset.cpus cpuset.mems; do
                cat "/sys/fs/cgroup/cpuset/$file" >"/sys/fs/cgroup/cpuset/$LAB_BR/$file"
                cat "/sys/fs/cgroup/cpuset/$file" >"$directory/$file"
            done
            echo 1 >"$directory/cgroup.clone_children"
        fi
    done
}

remove_cgroups() {
    local controller
    for controller in $(controllers); do
        find "/sys/fs/cgroup/${controller#name=}/$LAB_BR" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}

# boot HOST: power on. Returns when the cable is in; the daemons come up by themselves.
boot() {
    local host=$1 dir="$LAB_STATE/hosts/$1" controller groups=()
    make_cgroups "$host"
    rm -f "$dir/pid" "$dir/wired"
    mkfifo "$dir/wired"
    for controller in $(controllers); do
        groups+=("$(cgroup_directory "$controller" "$host")/cgroup.procs")
    done
    (
        for controller in "${groups[@]}"; do # in a cgroup namespace the group that one is in becomes the root
            echo "$BASHPID" >"$controller"
        done
        exec setsid unshare --mount --uts --ipc --net --pid --cgroup --fork --kill-child=KILL \
            /bin/sh "$LAB_HOME/host-init" "$host" "$(address_of "$host")"
    ) </dev/null >"$dir/console" 2>&1 9>&- &
    disown
    within 5 "$host to be forked" test -s "$dir/pid" || did_not_start "$host"
    wire "$host" "$(pid_of "$host")" || did_not_start "$host"
    timeout 5 sh -c 'echo go >"$1"' - "$dir/wired" || did_not_start "$host"
}

did_not_start() { die "$1 did not start: $(tail -3 "$LAB_STATE/hosts/$1/console")"; }

power_off() {
    local pid
    pid=$(pid_of "$1") || return 0
    thaw "$1" 2>/dev/null || true # a frozen process does not die
    kill -KILL "$pid" 2>/dev/null || true
    rm -f "$LAB_STATE/hosts/$1/pid"
    within 10 "$1 to be gone" gone "$pid"
}
gone() { ! kill -0 "$1"; }

freezer() { cgroup_directory freezer "$1"; }
freeze() { echo FROZEN >"$(freezer "$1")/freezer.state"; within 5 "$1 to freeze" grep -q FROZEN "$(freezer "$1")/freezer.state"; }
thaw() { echo THAWED >"$(freezer "$1")/freezer.state"; within 5 "$1 to thaw" grep -q THAWED "$(freezer "$1")/freezer.state"; }

# Booted, whatever has failed since.
systemd_up() {
    case $(inside "$1" systemctl is-system-running 2>/dev/null) in running | degraded) ;; *) return 1 ;; esac
}
