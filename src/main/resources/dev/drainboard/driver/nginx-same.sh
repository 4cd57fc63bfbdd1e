# Which of the paths, each seen by another process, is the file CONFIG. Reads only. PATHS: lines of "PID PATH".
LF='
'
wanted=$(stat -L -c %d:%i -- "$CONFIG" 2>/dev/null) || { echo "there is no file $CONFIG on this host" >&2; exit 1; }
set -f
IFS=$LF
for line in $PATHS; do
    pid=${line%% *}
    found=$(stat -L -c %d:%i -- "/proc/$pid/root${line#* }" 2>/dev/null)
    [ "$found" = "$wanted" ] && echo "$pid"
done
exit 0
