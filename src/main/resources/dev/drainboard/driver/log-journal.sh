# The last lines that the journal has of a unit, each after its time; FOLLOW=yes: and each that is written after. Variables: UNIT LINES
# FOLLOW. After prelude.sh and while-heard.sh. Exit codes: 72 the journal has none   73 none that this user may see
need journalctl
read_journal() { journalctl --quiet --no-pager --output=short-iso-precise --lines="$LINES" "$@" --unit="$UNIT"; }
if [ -z "$(LINES=1 read_journal 2>/dev/null)" ]; then
    [ "$(id -u)" = 0 ] || exit 73
    exit 72
fi
case $FOLLOW in
    yes) while_heard read_journal --follow 2>/dev/null ;;
    *) read_journal | tail -c 1000000 ;;
esac
