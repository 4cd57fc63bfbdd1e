# nginx and HAProxy of other Debian releases, each with its libraries in a root of its own under the cache, where it runs by chroot.

versions() {
    need_root
    one_version nginx bullseye nginx-core libc6 libcrypt1 libpcre3 libssl1.1 zlib1g
    one_version nginx trixie nginx libc6 libcrypt1 libpcre2-8-0 libssl3t64 zlib1g libzstd1
    one_version nginx testing nginx libc6 libcrypt1 libpcre2-8-0 libssl3t64 zlib1g libzstd1
    one_version haproxy bullseye haproxy
    one_version haproxy trixie haproxy
    one_version haproxy testing haproxy
}

# one_version PROGRAM SUITE PACKAGE...: prints `PROGRAM VERSION ROOT`. A release whose packages cannot be had is told and left out.
# One package: with all that it depends on. Several: these, as nginx would bring half of a desktop.
one_version() {
    local program=$1 suite=$2 root="$LAB_CACHE/$1/$2" version
    shift 2
    if [ ! -x "$root/usr/sbin/$program" ] && ! unpack_root "$suite" "$root" "$@"; then
        say "no $program of $suite could be had"
        return
    fi
    version=$(chroot "$root" "/usr/sbin/$program" -v 2>&1 | sed -n 1p)
    version=${version##*nginx/}
    version=${version#HA*roxy version }
    echo "$program ${version%% *} $root"
}

unpack_root() {
    local suite=$1 root=$2 deb archives="$LAB_CACHE/apt/$1/archives" directory
    shift 2
    say "fetching $1 of $suite"
    refresh "$suite" || return 1
    rm -rf "$archives" "$root.new"
    mkdir -p "$archives/partial" "$root.new"
    if [ $# -gt 1 ]; then
        (cd "$archives" && apt_of "$suite" download "$@" >/dev/null) || return 1
    else # nothing is installed as far as this apt knows
        apt_of "$suite" -y --no-install-recommends --download-only install "$1" >/dev/null || return 1
    fi
    for deb in "$archives"/*.deb; do
        dpkg -x "$deb" "$root.new"
    done
    rm -rf "$archives"
    for directory in lib lib64; do # from Debian 13 on the packages count on these links
        [ -e "$root.new/$directory" ] || ln -s "usr/$directory" "$root.new/$directory"
    done
    mkdir -p "$root.new"/{etc,tmp,dev,proc,var/log/nginx,var/lib/nginx}
    [ -c "$root.new/dev/null" ] || mknod -m 666 "$root.new/dev/null" c 1 3
    printf '%s\n' root:x:0:0::/:/bin/sh nobody:x:65534:65534::/:/bin/sh >"$root.new/etc/passwd"
    printf '%s\n' root:x:0: nogroup:x:65534: >"$root.new/etc/group"
    rm -rf "$root"
    mv "$root.new" "$root"
}
