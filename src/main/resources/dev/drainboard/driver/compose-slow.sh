# What need not be asked each second. After prelude.sh. Variables: SERVICE OURS (the repository of our tags).
need docker
docker ps -a --filter "label=com.docker.compose.service=$SERVICE" --format '{{.Label "com.docker.compose.project"}}' |
    sort | uniq -c | while read -r count project; do echo "project $project $count"; done
echo "kept $(docker images --quiet "$OURS" | sort -u | wc -l)"
