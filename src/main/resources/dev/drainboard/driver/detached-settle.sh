# Shuts the door to a beginner that comes late, then says whether one had come. After prelude.sh. Variables: STATE CLUSTER TOKEN OPERATION.
# Exit 3: none.
fence
dir=$STATE/$CLUSTER/ops/$OPERATION
[ -e "$dir/pid" ] || [ -e "$dir/rc" ] || exit 3
