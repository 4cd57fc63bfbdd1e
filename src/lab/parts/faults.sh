# What may happen to a host, and how it is undone.

fault_stop() {
    known_node "$1"
    if [ "$(remembered runtime)" = compose ]; then
        inside "$1" sh -c 'docker ps -q | xargs -r docker kill >/dev/null'
    else
        inside "$1" sh -c 'systemctl kill -s KILL odoo; systemctl stop odoo'
    fi
}
fault_freeze() { known_host "$1"; freeze "$1"; }
fault_cut() { known_host "$1"; ip link set "$LAB_BR-$1" down; }
fault_kill() { known_host "$1"; power_off "$1"; }

fault_heal() {
    known_host "$1"
    revive "$1"
    case $1 in
        node*)
            if [ "$(remembered runtime)" = compose ]; then
                start_compose "$1"
            else
                inside "$1" systemctl start odoo
            fi
            ;;
    esac
    local knobs node
    knobs=$(remembered knobs)
    wait_for_host "$1" "${knobs#boot=}" || die "$1 did not come back"
    case $1 in # whose checks failed too while it was away; some node may be down for its own reasons
        lb*) within 5 "HAProxy on $1 to see all nodes up" haproxy_sees_all "$1" || true ;;
    esac
    if [ "$1" = files ]; then
        for node in $(nodes); do
            alive "$node" && grep -q THAWED "$(freezer "$node")/freezer.state" || continue
            within 20 "the filestore on $node" filestore_answers "$node" || die "the filestore of $node did not come back"
        done
    fi
}

# The host itself, whatever became of it: power, cable, freezer. Instant if nothing was wrong.
revive() {
    if ! alive "$1"; then
        boot "$1"
        within 20 "sshd on $1" port_open "$(address_of "$1")" 22
        within 20 "systemd on $1" systemd_up "$1"
    fi
    grep -q THAWED "$(freezer "$1")/freezer.state" || thaw "$1"
    ip link set "$LAB_BR-$1" up
}
