# Fetches what is wanted, and says whether the checkout could go there. After prelude.sh, allowed.sh and git.sh. Variables: CHECKOUT TO.
# Exit 92: files were changed by hand; 93: no such revision; 94: not a fast-forward; 95: no branch upstream; 96: it has submodules.
allowed
in_checkout rev-parse HEAD >/dev/null || exit 1
changed=$(in_checkout status --porcelain --untracked-files=no) || exit 1
[ -z "$changed" ] || { printf '%s\n' "$changed" | head -n 5 >&2; exit 92; }

upstream=$(in_checkout rev-parse --abbrev-ref --symbolic-full-name '@{upstream}' 2>/dev/null) || upstream=
remote=origin
[ -z "$upstream" ] || remote=${upstream%%/*}
in_checkout fetch --quiet --tags --force "$remote" >&2 || exit 1

if [ -z "$TO" ]; then
    [ -n "$upstream" ] || exit 95
    commit=$(in_checkout rev-parse --verify --quiet "$upstream^{commit}") || exit 95
    in_checkout merge-base --is-ancestor HEAD "$commit" || { echo "$upstream" >&2; exit 94; }
    name=${upstream#*/}
else
    commit=
    for reference in "refs/tags/$TO" "refs/remotes/$remote/$TO" "$TO"; do
        commit=$(in_checkout rev-parse --verify --quiet "$reference^{commit}") && break
    done
    # a commit that no branch or tag leads to may still be had by its full name
    if [ -z "$commit" ] && in_checkout fetch --quiet "$remote" "$TO" 2>/dev/null; then
        commit=$(in_checkout rev-parse --verify --quiet 'FETCH_HEAD^{commit}')
    fi
    [ -n "$commit" ] || { echo "$TO" >&2; exit 93; }
    name=$TO
fi
in_checkout cat-file -e "$commit:.gitmodules" 2>/dev/null && exit 96

# would it go, also past files that nobody added? (the index may remember old times of files that are as they were)
in_checkout update-index -q --refresh >/dev/null 2>&1 || :
said=$(in_checkout read-tree -n -m -u HEAD "$commit" 2>&1) || { printf '%s\n' "$said" >&2; exit 92; }
echo "$commit $name"
