# The project as compose understands it, with VARIABLE set to VALUE over .env. After prelude.sh. Variables: DIRECTORY VARIABLE VALUE.
need docker
cd "$DIRECTORY" || exit 1
if [ -n "$VARIABLE" ]; then export "$VARIABLE=$VALUE"; fi
docker compose config --format json && exit 0
code=$?
docker compose version >/dev/null 2>&1 || { echo "missing: docker-compose-v2" >&2; exit 70; }
exit "$code"
