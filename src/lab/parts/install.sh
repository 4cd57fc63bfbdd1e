# What a bare Debian 12 needs. Nothing that apt brings may start in the machine itself: every daemon runs in a host.

LAB_PACKAGES="openssh-server openssh-client sudo nginx haproxy sshfs fuse3 socat iproute2 iptables python3-minimal libpython3-stdlib procps
    systemd util-linux curl git ca-certificates docker.io docker-registry"

missing_packages() {
    local wanted=$LAB_PACKAGES
    [ -x /usr/lib/postgresql/15/bin/postgres ] || wanted="$wanted postgresql-15"
    # shellcheck disable=SC2086
    { dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null || true; } | sed -n 's/^installed //p' | sort -u \
        | comm -13 - <(printf '%s\n' $wanted | sort -u)
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"; }

install_all() {
    need_root
    local missing policy=/usr/sbin/policy-rc.d ours=no
    missing=$(missing_packages)
    if [ -n "$missing" ]; then
        say "installing:" $missing
        if [ ! -e $policy ]; then
            ours=yes
            printf '#!/bin/sh\nexit 101\n' >$policy
            chmod +x $policy
        fi
        # shellcheck disable=SC2064
        trap "[ $ours = no ] || rm -f $policy" EXIT
        mkdir -p "$LAB_CACHE"
        # shellcheck disable=SC2086
        { apt update && apt install -y --no-install-recommends $missing; } </dev/null >"$LAB_CACHE/apt.log" 2>&1 \
            || die "apt failed: $(tail -5 "$LAB_CACHE/apt.log")"
        if [ -d /run/systemd/system ]; then # a machine with a systemd of its own must not start them at its next boot either
            systemctl disable -q $missing docker.socket containerd 2>/dev/null || true
        fi
    fi
    prepare_all
}
