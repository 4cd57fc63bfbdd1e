# A stand-in for docker and its compose plugin: one project of one service. State in $PLACE/docker:
#   registry    reference id digest     images   reference id     digests   id repository@digest
#   containers  id started image reference       (the last line runs, unless there is a file "stopped")
#   start       what starts one in truth, if there is such a program: it is given the reference
D=$PLACE/docker
mkdir -p "$D"
touch "$D/registry" "$D/images" "$D/digests" "$D/containers"
echo "$*" >>"$D/calls"

tag() { [ -n "$ODOO_TAG" ] && echo "$ODOO_TAG" || sed -n 's/^ODOO_TAG=//p' .env | tail -n 1; }
reference() { sed "s/%s/$(tag)/" "$PLACE/docker/template"; }
# by reference, by id, or by repository@digest
image() {
    case $1 in
        sha256:*) grep -q " $1\$" "$D/images" || grep -q "^$1 " "$D/digests" && echo "$1" ;;
        *@*) sed -n "s#^\([^ ]*\) $1\$#\1#p" "$D/digests" | head -n 1 | grep . ;;
        *) sed -n "s#^$1 ##p" "$D/images" | tail -n 1 | grep . ;;
    esac
}
set_tag() { { grep -v "^$1 " "$D/images"; echo "$1 $2"; } >"$D/images.new"; mv "$D/images.new" "$D/images"; }

case "$*" in
    "compose config"*) echo "{\"name\":\"erp\",\"services\":{\"odoo\":{\"image\":\"$(reference)\"}}}" ;;
    "compose --ansi never pull"*)
        line=$(grep "^$(reference) " "$D/registry") || { echo "Error: manifest for $(reference) not found: manifest unknown" >&2; exit 1; }
        set -- $line
        set_tag "$1" "$2"
        grep -q "^$2 ${1%:*}@$3\$" "$D/digests" || echo "$2 ${1%:*}@$3" >>"$D/digests" ;;
    "compose --ansi never up"*)
        [ -z "$ODOO_TAG" ] || { echo "the environment stands over .env" >&2; exit 1; }
        case "$*" in *--pull\ never*) ;; *) echo "would pull" >&2; exit 1 ;; esac
        id=$(image "$(reference)") || { echo "No such image: $(reference)" >&2; exit 1; }
        [ ! -e "$D/refuses" ] || { echo "port is already allocated" >&2; exit 1; }
        n=$(wc -l <"$D/containers")
        [ ! -x "$D/start" ] || "$D/start" "$(reference)" || exit 1
        echo "c0ffee00000$((n)) $(date -u +%Y-%m-%dT%H:%M:%S).$((n))Z $id $(reference)" >>"$D/containers"
        rm -f "$D/stopped"
        echo "Container erp-odoo-1  Started" >&2
        [ ! -e "$D/lies" ] || exit 1 ;;
    "ps -q"*) [ -e "$D/stopped" ] || tail -n 1 "$D/containers" | cut -d' ' -f1 ;;
    "ps -a"*) [ ! -s "$D/containers" ] || echo erp ;;
    "inspect --format "*NetworkMode*) echo "host 1 " ;;
    "inspect --format "*Gateway*) ;;
    "inspect --format"*)
        shift 3
        grep "^$1 " "$D/containers" | while read -r id started image reference; do
            echo "$id|$started|running|$image|$(cat "$D/stop" 2>/dev/null || echo null)|$reference"
        done ;;
    "image inspect --format {{.Size}}"*) image "$5" >/dev/null && cat "$D/size" 2>/dev/null || echo 1000 ;;
    "image inspect --format {{.Id}}"*)
        id=$(image "$5") || { echo "Error: No such image: $5" >&2; exit 1; }
        case $4 in
            *RepoDigests*) echo "$id$(grep "^$id " "$D/digests" | cut -d' ' -f2 | sed 's/^/ /' | tr -d '\n')" ;;
            *) echo "$id" ;;
        esac ;;
    "tag "*) id=$(image "$2") && set_tag "$3" "$id" ;;
    "info "*) echo "$D" ;;
    "images --quiet"*) grep "^$3:" "$D/images" | cut -d' ' -f2 ;;
    *) echo "stand-in: $*" >&2; exit 99 ;;
esac
