# After prelude.sh and git.sh. Variables: CHECKOUT TARGET.
in_checkout cat-file -e "$TARGET^{commit}"
