# What is made once and kept in the cache: the database cluster, the history of the stand-in's releases.

LAB_REVISIONS="1.0 1.1 1.2 never-healthy login-broken never-starts"

fingerprint() { cat "$@" | sha256sum | cut -c1-12; }

prepare_all() {
    mkdir -p "$LAB_CACHE"
    prepare_database
    prepare_releases
    prepare_images
    prepare_compose
}

# A thing is made beside its place and appears there at once and whole; two that make the same one are no trouble.
keep() {
    touch "$1/ready"
    mv -T "$1" "$2" 2>/dev/null || rm -rf "$1"
    find "$LAB_CACHE" -maxdepth 1 -name '*-*[0-9a-f]' -mtime +3 ! -name '*-trixie' -exec rm -rf {} + # of older sources, long unused
}
kept() { touch -c "$1" && [ -e "$1/ready" ]; }

pg_cluster() { echo "$LAB_CACHE/postgres-15-$(fingerprint "$LAB_HOME/database.sql")"; }

prepare_database() {
    local made bin=/usr/lib/postgresql/15/bin
    made=$(pg_cluster)
    ! kept "$made" || return 0
    say "making the database"
    local work="$made.$$"
    getent passwd postgres >/dev/null || useradd --system postgres
    install -d -o postgres -g postgres -m 755 "$work"
    runuser -u postgres -- $bin/initdb -D "$work/data" -A trust -E UTF8 --locale=C --wal-segsize=1 --no-sync >/dev/null
    # The single-user mode needs no server, no port and no second process.
    sed -n '/^-- postgres$/,/^-- odoo$/p' "$LAB_HOME/database.sql" | one_statement_a_line \
        | runuser -u postgres -- $bin/postgres --single -j -D "$work/data" -c fsync=off -c log_checkpoints=off postgres >/dev/null
    sed -n '/^-- odoo$/,$p' "$LAB_HOME/database.sql" | one_statement_a_line \
        | runuser -u postgres -- $bin/postgres --single -j -D "$work/data" -c fsync=off -c log_checkpoints=off odoo >/dev/null
    keep "$work" "$made"
}

# `postgres --single -j` ends a statement at a semicolon and an empty line.
one_statement_a_line() { grep -v '^--' | sed 's/;$/;\n/'; }

releases() { echo "$LAB_CACHE/releases-$(fingerprint "$LAB_HOME/odoo" "$LAB_HOME/parts/stage.sh")"; }

# A bare repository with one commit a release (always the same hashes), and a checkout that stands at 1.0.
# 1.0 - 1.1 - 1.2 on the branch 17.0, which is published up to 1.1; the bad ones follow 1.0.
prepare_releases() {
    local made revision parent
    made=$(releases)
    ! kept "$made" || return 0
    say "making the releases"
    local work="$made.$$"
    rm -rf "$work"
    mkdir -p "$work"
    (
        export GIT_AUTHOR_NAME=odoo GIT_AUTHOR_EMAIL=odoo@lab GIT_COMMITTER_NAME=odoo GIT_COMMITTER_EMAIL=odoo@lab
        export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z' GIT_CONFIG_GLOBAL=/dev/null
        git init -q -b 17.0 "$work/checkout"
        cd "$work/checkout"
        for revision in $LAB_REVISIONS; do
            case $revision in 1.0) parent= ;; 1.2) parent=1.1 ;; *) parent=1.0 ;; esac
            [ -z "$parent" ] || git checkout -q --detach "$parent"
            cp "$LAB_HOME/odoo" odoo-bin
            echo "$revision" >REVISION
            git add odoo-bin REVISION
            git commit -q -m "Release $revision"
            git tag "$revision"
        done
        git clone -q --bare . "$work/odoo.git"
        git -C "$work/odoo.git" for-each-ref --format='%(refname)' refs/heads | xargs -n1 git -C "$work/odoo.git" update-ref -d
        git -C "$work/odoo.git" update-ref refs/heads/17.0 1.1
        git -C "$work/odoo.git" symbolic-ref HEAD refs/heads/17.0
        git -C "$work/odoo.git" remote remove origin
        cd "$work"
        rm -rf checkout
        git clone -q odoo.git checkout
        cd checkout
        git reset -q --hard 1.0
        git update-ref refs/remotes/origin/17.0 1.0
        git tag | grep -v '^1.0$' | xargs git tag -d >/dev/null
    )
    keep "$work" "$made"
}

images() { echo "$LAB_CACHE/images-$(fingerprint "$LAB_HOME/odoo" "$LAB_HOME/images")"; }

prepare_images() {
    local made
    made=$(images)
    ! kept "$made" || return 0
    say "making the images"
    rm -rf "$made.$$"
    # shellcheck disable=SC2086
    "$LAB_HOME/images" "$LAB_HOME/odoo" "$made.$$" $LAB_REVISIONS
    keep "$made.$$" "$made"
}
