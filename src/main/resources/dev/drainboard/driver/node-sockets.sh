# The node's connections. After prelude.sh. Variables: HTTP WEBSOCKET (ports where they are counted), PID START (of a process whose namespace
# it is; nothing: this host's). Exit 3: that process is gone.
# close-wait too: who asked has gone, and the worker that answers has not noticed yet
need ss
echo "machine $(cat /etc/machine-id 2>/dev/null)"
echo "asked-from ${SSH_CONNECTION%% *}"
connections() { "$@" -Htni state established state close-wait "( sport = :$HTTP or sport = :$WEBSOCKET )"; }
if [ -z "$PID" ]; then
    echo "by ss"
    connections ss || exit 1
    exit 0
fi
[ "$(sed 's/.*) //' "/proc/$PID/stat" 2>/dev/null | cut -d' ' -f20)" = "$START" ] || exit 3
if seen=$(connections nsenter -t "$PID" -n ss 2>/dev/null); then
    echo "by ss in the namespace of process $PID"
    printf '%s\n' "$seen"
else
    echo "by /proc/$PID/net"
    cat "/proc/$PID/net/tcp" "/proc/$PID/net/tcp6" 2>/dev/null
fi
exit 0
