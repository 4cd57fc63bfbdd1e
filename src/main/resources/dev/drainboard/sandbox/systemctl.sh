# The unit of this host's node.
ask systemctl "$@"
