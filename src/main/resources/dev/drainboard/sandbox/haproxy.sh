# A process that is named as the balancer's would be, so that it is found among this host's; it ends with the sandbox.
while read -r _; do :; done
