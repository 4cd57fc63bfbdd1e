# How many entries of stick tables lead to each server. SOCKET, TABLES: names, with blanks; ADDRESSES: those of them whose keys are addresses.
# After haproxy-cli.sh. Keys are session ids: they do not leave the host; of addresses of IPv4 the network does.
# Exit codes beside those of the prelude: 72 nobody answers   73 not for this user
if ! [ -w "$SOCKET" ]; then
    [ "$(id -u)" = 0 ] || exit 73
    exit 72
fi
choose
for table in $TABLES; do
    echo "@@ table $table"
    case " $ADDRESSES " in
        *" $table "*)
            what='/ server_\(key\|name\)=/{ s/^[^ ]* key=\([^ ]*\) .* server_\(key\|name\)=\([^ ]*\).*/\3 \1/; s/\.[0-9]*$/.0/; p; }'
            ;;
        *) what='s/.* server_\(key\|name\)=\([^ ]*\).*/\2/p' ;;
    esac
    cli "$SOCKET" "show table $table" | sed -n "$what" | sort | uniq -c
done
echo '@@ end'
