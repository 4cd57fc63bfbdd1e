# What an image is: its id and its digests. After prelude.sh. Variables: IMAGE.
need docker
docker image inspect --format '{{.Id}}{{range .RepoDigests}} {{.}}{{end}}' "$IMAGE"
