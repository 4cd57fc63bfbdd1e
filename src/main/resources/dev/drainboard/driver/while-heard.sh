# while_heard COMMAND...: runs it until it ends or nobody hears it any more. A log that is silent would keep its reader for ever: only a
# write tells that the other side has gone, so a mark (a byte 1 on a line) is written now and then.
while_heard() {
    "$@" &
    child=$!
    trap 'kill "$child" 2>/dev/null' EXIT
    trap 'exit 0' HUP INT TERM PIPE
    while kill -0 "$child" 2>/dev/null; do
        sleep 2
        printf '\001\n' 2>/dev/null || exit 0
    done
}
