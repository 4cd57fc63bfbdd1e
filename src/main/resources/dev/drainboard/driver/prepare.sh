# The user's prepare, once the fence has been asked. After prelude.sh and allowed.sh. Variables: WORK (command.sh) and its own.
allowed
eval "$WORK"
