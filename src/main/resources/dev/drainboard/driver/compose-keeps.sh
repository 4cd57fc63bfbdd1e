find_image >/dev/null
