# Packages of other Debian releases, unpacked into the cache beside the machine's own and never installed.

# Where this machine gets Debian from.
debian_mirror() {
    local found
    found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | sed -n 1p)
    echo "${found:-http://deb.debian.org/debian/}"
}

# apt_of SUITE COMMAND...: apt-get with a source list and a memory of its own, which knows of nothing installed.
apt_of() {
    local suite=$1 dir="$LAB_CACHE/apt/$1"
    shift
    mkdir -p "$dir/lists/partial" "$dir/archives/partial" "$dir/preferences"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $suite main" >"$dir/sources.list"
    apt-get -qq -o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=- -o Dir::Etc::PreferencesParts="$dir/preferences" \
        -o Dir::State::Lists="$dir/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$dir" -o APT::Update::Post-Invoke-Success= -o APT::Sandbox::User=root \
        -o Acquire::Languages=none -o Acquire::Retries=2 "$@"
}

# refresh SUITE: what the mirror has, asked once a day.
refresh() {
    [ -n "$(find "$LAB_CACHE/apt/$1/lists" -name '*_Packages*' -mmin -1440 2>/dev/null)" ] || apt_of "$1" update
}

# unpack SUITE TO PACKAGE...: once. The version is in TO/versions.
unpack() {
    local suite=$1 to=$2 deb
    shift 2
    [ ! -e "$to/versions" ] || return 0
    say "fetching $* of $suite"
    refresh "$suite"
    rm -rf "$to.new"
    mkdir -p "$to.new/debs"
    (cd "$to.new/debs" && apt_of "$suite" download "$@")
    for deb in "$to.new"/debs/*.deb; do
        dpkg -x "$deb" "$to.new"
        dpkg-deb -f "$deb" Package Version | paste -sd' ' >>"$to.new/versions.new"
    done
    rm -rf "$to.new/debs"
    mv "$to.new/versions.new" "$to.new/versions"
    rm -rf "$to"
    mv "$to.new" "$to"
}

compose_plugin() { echo "$LAB_CACHE/compose-trixie/usr/libexec/docker/cli-plugins/docker-compose"; }
prepare_compose() { unpack trixie "$LAB_CACHE/compose-trixie" docker-compose; }
