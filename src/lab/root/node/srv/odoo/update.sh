#!/bin/sh
# Installs $DRAINBOARD_REVISION (nothing asked: 1.1) and restarts.
set -e
/srv/odoo/prepare.sh
echo "${DRAINBOARD_REVISION:-1.1}" >/srv/odoo/REVISION.new
mv /srv/odoo/REVISION.new /srv/odoo/REVISION
systemctl restart odoo
