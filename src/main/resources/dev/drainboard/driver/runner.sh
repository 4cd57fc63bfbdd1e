# Runs $1/work once, whoever asks how often: the lock is had for as long as it runs, also by a runner that was started twice.
dir=$1
exec 9>>"$dir/lock"
flock -w 10 9 || exit 75
[ -e "$dir/pid" ] && exit 0
cut -d' ' -f22 "/proc/$$/stat" >"$dir/start"
echo "$$" >"$dir/pid.new" && mv "$dir/pid.new" "$dir/pid"
umask "$2"
cd /
sh "$dir/work" </dev/null >>"$dir/log" 2>&1 9>&-
code=$?
umask 077
echo "$code" >"$dir/rc.new" && sync "$dir/rc.new" && mv "$dir/rc.new" "$dir/rc"
