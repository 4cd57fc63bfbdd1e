# What is checked out. After prelude.sh and git.sh. Variables: CHECKOUT.
head=$(in_checkout rev-parse HEAD) || exit 1
echo "commit $head"
branch=$(in_checkout symbolic-ref --quiet --short HEAD) && echo "branch $branch"
tag=$(in_checkout describe --tags --exact-match HEAD 2>/dev/null) && echo "tag $tag"
log=$(in_checkout rev-parse --git-path logs/HEAD)
# how long ago the checkout moved, and the server started, in seconds
moved=$(stat -c %Y "$log" 2>/dev/null) && echo "moved $(($(date +%s) - moved))"
read -r up _ </proc/uptime && echo "up ${up%.*}"
exit 0
