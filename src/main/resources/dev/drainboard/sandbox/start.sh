# Makes this host's node run the image, as a container's start would: returns once it was begun.
ask start "$@"
