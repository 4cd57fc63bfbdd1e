# The last lines of a log file; FOLLOW=yes: and each that is written after, also when another file takes its place. Variables: FILE LINES
# FOLLOW. After while-heard.sh. Exit codes: 72 there is no such file   73 not for this user
if ! [ -r "$FILE" ]; then
    [ "$(id -u)" = 0 ] || exit 73
    exit 72
fi
case $FOLLOW in
    yes) while_heard tail -n "$LINES" -F "$FILE" 2>/dev/null ;;
    *) tail -c 1000000 "$FILE" | tail -n "$LINES" ;;
esac
