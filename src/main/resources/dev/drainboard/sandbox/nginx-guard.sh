# Runs nginx for as long as somebody holds the other end of standard input: also where the sandbox is killed no nginx stays.
"$@" </dev/null &
nginx=$!
trap 'kill "$nginx" 2>/dev/null' TERM
read -r _
kill "$nginx" 2>/dev/null
wait "$nginx"
