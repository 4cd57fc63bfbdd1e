# find_image: the id of the image that is the target, by its digest, by its id, or by the tag that we gave it. Variables: REPOSITORY TARGET OURS.
find_image() {
    for reference in "$REPOSITORY@$TARGET" "$TARGET" "$OURS"; do
        docker image inspect --format '{{.Id}}' "$reference" 2>/dev/null && return 0
    done
    return 1
}
