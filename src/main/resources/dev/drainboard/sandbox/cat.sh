# What a host of its own would have in these two files; everything else is this machine's.
case "$*" in
    /etc/machine-id) exec @cat@ "$PLACE/machine-id" ;;
    /proc/self/mounts) @cat@ /proc/self/mounts 2>/dev/null; exec @cat@ "$PLACE/mounts" ;;
    *) exec @cat@ "$@" ;;
esac
