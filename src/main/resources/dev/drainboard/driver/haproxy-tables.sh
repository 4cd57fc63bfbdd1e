# How many entries of stick tables lead to each server. SOCKET, TABLES: names, with blanks. After haproxy-cli.sh. Keys are session ids: they
# do not leave the host.
# Exit codes beside those of the prelude: 72 nobody answers   73 not for this user
if ! [ -w "$SOCKET" ]; then
    [ "$(id -u)" = 0 ] || exit 73
    exit 72
fi
choose
for table in $TABLES; do
    echo "@@ table $table"
    cli "$SOCKET" "show table $table" | sed -n 's/.* server_\(key\|name\)=\([^ ]*\).*/\2/p' | sort | uniq -c
done
echo '@@ end'
