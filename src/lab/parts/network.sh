# One bridge; the workstation is the machine itself.

network_up() {
    local taken
    taken=$(ip -4 -o route show "$LAB_NET.0/24" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
    [ -z "$taken" ] || die "$LAB_NET.0/24 is taken by $taken; choose another LAB_NET"
    ip link add "$LAB_BR" type bridge forward_delay 0
    echo 1 >"/proc/sys/net/ipv6/conf/$LAB_BR/disable_ipv6" 2>/dev/null || true
    ip addr add "$LAB_NET.1/24" dev "$LAB_BR"
    ip link set "$LAB_BR" up
    # The leak guard stays after `down` on purpose: a test that still dials a host then fails at once and goes nowhere else.
    ip route replace unreachable "$LAB_NET.0/24" metric 4096
    if [ "$(cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null)" = 1 ] \
        && iptables -S FORWARD 2>/dev/null | grep -q '^-P FORWARD DROP'; then
        iptables -I FORWARD -i "$LAB_BR" -o "$LAB_BR" -j ACCEPT # a dockerd of the machine's own has closed it
        touch "$LAB_STATE/forward-rule"
    fi
}

network_down() {
    local cable
    for cable in "/sys/class/net/$LAB_BR-"*; do # the kernel takes its time to do so when a host dies
        ip link del "${cable##*/}" 2>/dev/null || true
    done
    ip link del "$LAB_BR" 2>/dev/null || true
    while iptables -D FORWARD -i "$LAB_BR" -o "$LAB_BR" -j ACCEPT 2>/dev/null; do :; done
}

# wire HOST PID: a cable from the bridge to the host's eth0. The card keeps its number over a power cut, as neighbours remember it.
wire() {
    local cable="$LAB_BR-$1" mac
    mac=$(address_of "$1" | awk -F. '{ printf "02:00:%02x:%02x:%02x:%02x", $1, $2, $3, $4 }')
    ip link del "$cable" 2>/dev/null || true
    ip link add "$cable" type veth peer name eth0 address "$mac" netns "$2"
    ip link set "$cable" master "$LAB_BR" up
}
