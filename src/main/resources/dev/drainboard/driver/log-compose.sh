# The last lines of a service's container, each after its time; FOLLOW=yes: and each that is written after, also by the container that
# takes its place. Variables: DIRECTORY SERVICE LINES FOLLOW. After prelude.sh and while-heard.sh. Exit code 72: there is no container
need docker
container() {
    docker ps -aq --no-trunc --filter "label=com.docker.compose.service=$SERVICE" \
        --filter "label=com.docker.compose.project.working_dir=$DIRECTORY" | head -n 1
}
follow() {
    trap 'kill "$reader" 2>/dev/null; exit 0' TERM
    before=
    from="--tail=$LINES"
    while :; do
        id=$(container)
        if [ -n "$id" ]; then
            [ -z "$before" ] || [ "$id" = "$before" ] || from=--tail=all
            docker logs --timestamps --follow "$from" "$id" 2>&1 &
            reader=$!
            wait "$reader"
            before=$id
            from=--since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
        fi
        sleep 1
    done
}
id=$(container)
[ -n "$id" ] || exit 72
case $FOLLOW in
    yes) while_heard follow ;;
    *) docker logs --timestamps --tail "$LINES" "$id" 2>&1 | tail -c 1000000 ;;
esac
