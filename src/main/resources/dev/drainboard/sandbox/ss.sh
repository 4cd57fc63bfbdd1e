# The sockets of this host's node, which all belong to one process of this machine.
ask ss "$@"
