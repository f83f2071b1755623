#!/usr/bin/env bash
# Everything the service needs: "base" to serve, "dev" to test as well.
source "$(dirname "$0")/lib.sh"
level=${1:-base}
lock_setup
if [ "$level" = dev ]; then scripts/system.sh test; else scripts/system.sh; fi
scripts/python.sh "$level"
if [ "$level" = dev ]; then scripts/web.sh tools; else scripts/web.sh; fi
