# What this host has of what operations need. Prints "name value" lines; changes nothing. TOOLS, STATE.
echo "user $(id -un) $(id -u)"
echo "system $(uname -sr)"
echo "clock $(date +%s)"
missing=
for tool in $TOOLS; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
echo "missing$missing"
place=$STATE
while [ ! -e "$place" ] && [ "$place" != / ]; do place=$(dirname "$place"); done
if [ -d "$place" ] && [ -w "$place" ]; then echo "state writable $place"; else echo "state refused $place"; fi
