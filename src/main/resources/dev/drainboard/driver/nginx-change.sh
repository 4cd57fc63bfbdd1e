# Hands one change to a process in a session of its own, which completes or undoes itself though nobody is left to hear it, and waits for it.
# TRANSACTION: the text that it runs; FILES: what it is to change; the rest: see nginx-transaction.sh.
need base64 flock setsid sha256sum stat
[ "$APART" = no ] || need nsenter
export STATE CLUSTER TOKEN OPERATION MASTER START APART EXE CONF PREFIX GLOBALS LOGGED LOG ROOT MARK
printf '%s\nend\n' "$FILES" | setsid sh -c "$TRANSACTION"
