# ask PROGRAM ARGUMENT...: asks the sandbox, prints its answer and returns its exit code. PLACE: this host's directory; HATCH: where to ask.
ask() {
    paper=$PLACE/papers/$$
    printf '%s\n' "${PLACE##*/}" "$@" >"$paper.ask" || exit 1
    mkfifo "$paper" 2>/dev/null || { rm -f "$paper"; mkfifo "$paper"; } || exit 1
    printf '%s\n' "$paper" >"$HATCH"
    { read -r code && @cat@; } <"$paper"
    rm -f "$paper"
    return "$code"
}
