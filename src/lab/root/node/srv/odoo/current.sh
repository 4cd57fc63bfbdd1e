#!/bin/sh
# What runs here now; the last line is the revision.
exec cat /srv/odoo/REVISION
