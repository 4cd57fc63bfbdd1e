# The containers of one service that run now, a line each. After prelude.sh. Variables: PROJECT SERVICE.
need docker
ids=$(docker ps -q --no-trunc --filter "label=com.docker.compose.project=$PROJECT" \
    --filter "label=com.docker.compose.service=$SERVICE" --filter label=com.docker.compose.oneoff=False) || exit 1
[ -n "$ids" ] || exit 0
# shellcheck disable=SC2086 # ids of containers, a word each
docker inspect --format '{{.Id}}|{{.State.StartedAt}}|{{.State.Status}}|{{.Image}}|{{json .Config.StopTimeout}}|{{.Config.Image}}' $ids
