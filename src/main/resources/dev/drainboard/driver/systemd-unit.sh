# What systemd says of the unit. After prelude.sh. Variables: UNIT.
need systemctl
systemctl show "$UNIT" -p LoadState -p ActiveState -p MainPID -p ExecMainStartTimestampMonotonic -p KillMode -p TimeoutStopUSec -p NRestarts
