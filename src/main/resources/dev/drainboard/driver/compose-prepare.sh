# Pulls exactly the tag that is wanted, and leaves .env and what runs as they are. After prelude.sh and allowed.sh.
# Variables: DIRECTORY SERVICE VARIABLE VALUE IMAGE RUNNING (id of the image that runs, or nothing).
# Exit 90: the disk is too full, with the figures in KiB on stderr.
need docker df
allowed
cd "$DIRECTORY" || exit 1
if [ -n "$VARIABLE" ] && [ -n "$VALUE" ]; then export "$VARIABLE=$VALUE"; fi

if [ -n "$RUNNING" ]; then
    root=$(docker info --format '{{.DockerRootDir}}') || exit 1
    size=$(docker image inspect --format '{{.Size}}' "$RUNNING" 2>/dev/null || echo 0)
    free=$(df -Pk "$root" 2>/dev/null | sed -n 2p | tr -s " " | cut -d" " -f4)
    if [ -n "$free" ] && [ "$free" -lt $((size / 1024 * 2)) ]; then
        echo "$root $free $((size / 1024 * 2))" >&2
        exit 90
    fi
fi

docker compose --ansi never pull --quiet "$SERVICE" >&2 || exit 1
docker image inspect --format '{{.Id}}{{range .RepoDigests}} {{.}}{{end}}' "$IMAGE"
