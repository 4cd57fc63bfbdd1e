# Every nginx master on this host: who it is, how it was started, what it is built of. Reads only.
# A line each: master PID START, apart yes|no (other mounts or another root than ours), exe PATH, title TEXT, built TEXT...
for dir in /proc/[0-9]*; do
    read -r comm 2>/dev/null <"$dir/comm" || continue
    case $comm in nginx*) ;; *) continue ;; esac
    read -r title 2>/dev/null <"$dir/cmdline"
    case $title in 'nginx: master process'*) ;; *) continue ;; esac
    pid=${dir#/proc/}
    stat=$(cat "$dir/stat" 2>/dev/null) || continue
    set -f
    set -- ${stat##*) }
    set +f
    start=${20}
    exe=$(readlink "$dir/exe") || { echo "no right to look into process $pid" >&2; exit 1; }
    exe=${exe% (deleted)}
    cwd=$(readlink "$dir/cwd")
    root=$(readlink "$dir/root")
    # of a chroot the links are ours, not as it sees them itself
    [ "$root" = / ] || { exe=${exe#"$root"}; cwd=${cwd#"$root"}; }
    apart=no
    [ "$(readlink "$dir/ns/mnt")" = "$(readlink /proc/self/ns/mnt)" ] && [ "$root" = "$(readlink /proc/self/root)" ] || apart=yes
    network=no
    [ "$(readlink "$dir/ns/net")" = "$(readlink /proc/self/ns/net)" ] || network=yes
    echo "master $pid $start"
    echo "apart $apart"
    echo "network $network"
    echo "exe $exe"
    echo "cwd ${cwd:-/}"
    echo "title $title"
    if [ "$apart" = yes ]; then
        built=$(nsenter -t "$pid" -m -r -- "$exe" -V 2>&1 </dev/null)
    else
        built=$("$dir/exe" -V 2>&1 </dev/null)
    fi
    printf '%s\n' "$built" | while IFS= read -r line; do printf 'built %s\n' "$line"; done
done
exit 0
