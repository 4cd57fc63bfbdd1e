# Here is one user only: whoever may sign in may do everything.
[ "$1" != -n ] || shift
exec "$@"
