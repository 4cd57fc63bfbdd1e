# Runs $DRAINBOARD_REVISION, or what runs already, anew.
cd "$PLACE/odoo" && ./prepare.sh || exit 1
[ -z "$DRAINBOARD_REVISION" ] || { printf '%s\n' "$DRAINBOARD_REVISION" >REVISION.new && mv REVISION.new REVISION; } || exit 1
exec odoo-start "odoo:$(cat REVISION)"
