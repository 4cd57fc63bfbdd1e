# One reading of HAProxy. SOCKET, QUESTIONS; SCAN: yes: its processes too. After haproxy-cli.sh.
# Exit codes beside those of the prelude: 72 nobody answers   73 not for this user
if ! [ -w "$SOCKET" ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "there is no $SOCKET" >&2
        exit 72
    fi
    echo "$SOCKET" >&2
    exit 73
fi
choose
echo '@@ api'
cli "$SOCKET" "$QUESTIONS" || exit 72
if [ "$SCAN" = yes ]; then
    echo '@@ processes'
    for comm in $(grep -slx haproxy /proc/[0-9]*/comm); do
        pid=${comm#/proc/}
        pid=${pid%/comm}
        parent=
        inner=
        while read -r key value; do
            case $key in
                PPid:) parent=$value ;;
                NSpid:) inner=${value##*[!0-9]} ;;
            esac
        done 2>/dev/null <"/proc/$pid/status"
        command=$(tr '\0\n' '  ' 2>/dev/null <"/proc/$pid/cmdline")
        printf '%s %s %s %s\n' "$pid" "$parent" "${inner:-$pid}" "$command"
    done
fi
echo '@@ end'
