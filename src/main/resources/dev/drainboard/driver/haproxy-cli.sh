# Asks HAProxy's sockets with what the host has. CLIENTS: which programs may be tried, in this order.
choose() {
    for client in $CLIENTS; do
        command -v "$client" >/dev/null 2>&1 || continue
        [ "$client" = nc ] || return 0
        help=$(nc -h 2>&1)
        case $help in *-U*) ;; *) continue ;; esac
        # the master's socket answers no further question only once our side is closed
        case $help in *-N*) close=-N ;; *) close= ;; esac
        return 0
    done
    echo "missing: socat" >&2
    exit 70
}

# cli SOCKET LINE: the answer; fails where nobody answers within 4 s: less than a reading has.
cli() {
    case $client in
        socat) printf '%s\n' "$2" | socat -t4 -T4 - "UNIX-CONNECT:$1" ;;
        perl)
            perl -e 'use Socket; $SIG{ALRM} = sub { die "no answer\n" }; alarm 4;
                socket(S, PF_UNIX, SOCK_STREAM, 0) && connect(S, sockaddr_un($ARGV[0])) or die "$!\n";
                syswrite(S, "$ARGV[1]\n"); shutdown(S, 1); while (sysread(S, $b, 65536)) { print $b }' "$1" "$2"
            ;;
        python3)
            python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX); s.settimeout(4); s.connect(sys.argv[1]); s.sendall(sys.argv[2].encode() + b"\n"); s.shutdown(1)
while True:
    b = s.recv(65536)
    if not b: break
    sys.stdout.buffer.write(b)' "$1" "$2"
            ;;
        nc) printf '%s\n' "$2" | nc $close -w 4 -U "$1" ;;
    esac
}
