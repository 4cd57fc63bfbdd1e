#!/bin/sh
# As a pull would: fails for a revision that nobody has released, changes nothing.
case ${DRAINBOARD_REVISION:-1.1} in
    1.0|1.1|1.2|never-healthy|login-broken|never-starts) ;;
    *) echo "no such release: $DRAINBOARD_REVISION" >&2; exit 1 ;;
esac
