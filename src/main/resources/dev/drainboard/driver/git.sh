# in_checkout COMMAND...: git as the checkout's owner, so that root leaves no file behind that the owner cannot change, and git trusts what it
# finds. Nobody is asked for a password. Variables: CHECKOUT.
need git
cd "$CHECKOUT" || exit 1
owner=$(stat -c %U .)
GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -o BatchMode=yes} GIT_OPTIONAL_LOCKS=0
export GIT_TERMINAL_PROMPT GIT_SSH_COMMAND GIT_OPTIONAL_LOCKS
if [ "$(id -u)" = 0 ] && [ "$owner" != root ] && command -v runuser >/dev/null 2>&1; then
    home=$(getent passwd "$owner" | cut -d: -f6)
    in_checkout() { runuser -u "$owner" -- env HOME="${home:-/}" git "$@"; }
else
    in_checkout() { git "$@"; }
fi
