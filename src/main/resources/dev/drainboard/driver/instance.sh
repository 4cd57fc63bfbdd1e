# Tells one start of the server on PORT from the next: the listening sockets and whose they are. Variables: PORT.
# A process that executes itself anew keeps its pid and its start, so the socket is told too.
need ss
sockets=$(ss -Hltnpe "sport = :$PORT") || { echo "ss -Hltnpe failed" >&2; exit 1; }
for word in $sockets; do
    case $word in ino:*) echo "socket ${word#ino:}" ;; esac
done
for pid in $(printf '%s\n' "$sockets" | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -un); do
    # the name may hold blanks and brackets: what follows its last bracket is fields 3 and on
    start=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)
    [ -n "$start" ] && echo "process $pid $start"
done
exit 0
