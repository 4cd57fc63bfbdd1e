# Asks this host's balancer; the only socket that there is here.
case "$*" in
    *"UNIX-CONNECT:$PLACE/"*) ask haproxy "$(@cat@)" ;;
    *) echo "stand-in: socat $*" >&2; exit 1 ;;
esac
