# Makes the service run the target, detached. After compose-find.sh. Variables: DIRECTORY PROJECT SERVICE IMAGE REPOSITORY TARGET OURS,
# RUNNING and KEEP (the image that runs and the tag of ours for the way back, or nothing), VARIABLE, and if .env is to change: ENV (its new
# bytes, base64) and ENVSUM (of its old ones). Nothing is pulled or built. Exit 77: .env was changed by somebody else; 91: the image is gone.
running() {
    docker ps -q --no-trunc --filter "label=com.docker.compose.project=$PROJECT" \
        --filter "label=com.docker.compose.service=$SERVICE" --filter label=com.docker.compose.oneoff=False
}

cd "$DIRECTORY" || exit 1
image=$(find_image) || { echo "no image $TARGET on this host" >&2; exit 91; }
if [ -n "$RUNNING" ]; then docker tag "$RUNNING" "$KEEP" || exit 1; fi

# the tag may have moved since: what runs is what was prepared, on every node
if [ "$(docker image inspect --format '{{.Id}}' "$IMAGE" 2>/dev/null)" != "$image" ]; then
    docker tag "$image" "$IMAGE" || exit 1
fi

if [ -n "$ENV" ]; then
    file=$(readlink -f .env) || exit 1
    [ -e "$file" ] || : >"$file"
    [ "$(sha256sum <"$file")" = "$ENVSUM  -" ] || { echo "$DIRECTORY/.env" >&2; exit 77; }
    # a copy has the owner and the rights of the original
    cp -p "$file" "$file.drainboard" && printf %s "$ENV" | base64 -d >"$file.drainboard" && sync "$file.drainboard" &&
        mv "$file.drainboard" "$file" || { rm -f "$file.drainboard"; exit 1; }
fi

before=$(running)
if [ -n "$VARIABLE" ]; then unset "$VARIABLE"; fi
docker compose --ansi never up -d --no-deps --no-build --pull never --force-recreate "$SERVICE"
code=$?
after=$(running)
[ -n "$after" ] && [ "$after" != "$before" ] && exit 0
echo "no new container of $SERVICE runs"
[ "$code" -ne 0 ] || code=1
exit "$code"
