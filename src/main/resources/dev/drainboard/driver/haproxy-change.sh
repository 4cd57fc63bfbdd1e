# Hands one change to a process in a session of its own, which completes or undoes itself though nobody is left to hear it, and waits for it.
# TRANSACTION: the text that it runs; the rest: see haproxy-transaction.sh.
need flock setsid sync
export STATE CLUSTER TOKEN OPERATION CLIENTS SOCKET EXPECTED AFTER COMMANDS UNDO
setsid sh -c "$TRANSACTION" </dev/null
