# What was written to nginx's access logs since they were last read. Reads only. ROOT: "" or /proc/PID/root; MOST: bytes of one log;
# LOGS: a line each: INODE OFFSET PATH, as it was read up to; inode 0: never, so only its end is looked for.
# Prints of each: `part INODE OFFSET LENGTH PATH`, so many bytes and a line `end` | `over INODE SIZE PATH` if there is more than MOST |
# `none PATH` if it is no file
LF='
'
set -f
IFS=$LF
for line in $LOGS; do
    inode=${line%% *}
    line=${line#* }
    from=${line%% *}
    path=${line#* }
    file=$ROOT$path
    # a pipe or a terminal (/dev/stdout of a container) must not be read from
    if ! [ -f "$file" ] || ! now=$(stat -L -c '%i %s' -- "$file" 2>/dev/null); then
        printf 'none %s\n' "$path"
        continue
    fi
    size=${now#* }
    now=${now% *}
    if [ "$inode" = 0 ]; then
        from=$size
    elif [ "$now" != "$inode" ] || [ "$size" -lt "$from" ]; then
        from=0
    fi
    length=$((size - from))
    if [ "$length" -gt "$MOST" ]; then
        printf 'over %s %s %s\n' "$now" "$size" "$path"
        continue
    fi
    printf 'part %s %s %s %s\n' "$now" "$from" "$length" "$path"
    [ "$length" = 0 ] || tail -c "+$((from + 1))" -- "$file" | head -c "$length"
    printf '\nend\n'
done
exit 0
