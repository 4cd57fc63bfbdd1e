# Checks the commit out and restarts the unit, detached. After prelude.sh and git.sh. Variables: CHECKOUT TARGET UNIT.
before=$(in_checkout rev-parse HEAD) || exit 1
if [ "$before" != "$TARGET" ]; then
    # files that were only touched or copied are not changed, but reset --keep takes them to be
    in_checkout update-index -q --refresh >/dev/null
    changed=$(in_checkout status --porcelain --untracked-files=no) || exit 1
    [ -z "$changed" ] || { echo "changed by hand:"; printf '%s\n' "$changed"; exit 92; }
    if in_checkout merge-base --is-ancestor "$before" "$TARGET"; then
        in_checkout merge --quiet --ff-only "$TARGET" || exit 1
    elif in_checkout merge-base --is-ancestor "$TARGET" "$before"; then
        # back on the same branch, which keeps its upstream
        in_checkout reset --quiet --keep "$TARGET" || exit 1
    else
        in_checkout checkout --quiet --detach "$TARGET" || exit 1
    fi
    # Odoo names its assets by the times of files: nodes that hold the same must say the same, or each compiles what the other deleted
    when=$(in_checkout log -1 --format=%ct "$TARGET")
    in_checkout diff --name-only -z --diff-filter=d "$before" "$TARGET" | xargs -0 -r touch -c -h -d "@$when" --
    in_checkout update-index -q --refresh >/dev/null
fi

instance() { systemctl show "$UNIT" -p MainPID -p ExecMainStartTimestampMonotonic; }
was=$(instance)
systemctl restart "$UNIT"
code=$?
[ "$code" = 0 ] && [ "$(instance)" != "$was" ] && systemctl is-active --quiet "$UNIT" && exit 0
systemctl status --no-pager --lines=20 "$UNIT" 2>&1 | tail -n 30
[ "$code" -ne 0 ] || code=1
exit "$code"
