# What processes of earlier configurations still hold. OLD: their ids, each "pid:inner", inner as it is numbered where it lives; MASTER: the master's socket, or ""; COUNTS: what it is asked;
# WHERE: the servers' addresses as a filter for ss. After haproxy-cli.sh.
apart() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
[ -z "$MASTER" ] || [ -w "$MASTER" ] || MASTER=
[ -z "$MASTER" ] || choose
for old in $OLD; do
    pid=${old%:*}
    echo "@@ old $pid"
    [ -z "$MASTER" ] || cli "$MASTER" "@!${old#*:} $COUNTS"
    echo "@@ sockets $pid"
    if [ "$(id -u)" != 0 ]; then
        echo denied
    elif apart "$pid"; then
        nsenter -t "$pid" -n ss -Htnp state established "$WHERE" || echo denied
    else
        ss -Htnp state established "$WHERE" || echo denied
    fi
    [ -d "/proc/$pid" ] || echo "@@ gone $pid"
done
echo '@@ end'
