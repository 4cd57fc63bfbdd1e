# As a pull would: fails for a revision that nobody has released, changes nothing.
case $DRAINBOARD_REVISION in
    '' | @releases@) ;;
    *) echo "no such release: $DRAINBOARD_REVISION" >&2; exit 1 ;;
esac
