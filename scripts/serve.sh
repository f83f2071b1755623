#!/usr/bin/env bash
# Set up what is missing, then become the service.
source "$(dirname "$0")/lib.sh"
port=${POLYCENTRE_PORT:-${PORT:-8000}}
if (exec 3<>"/dev/tcp/${POLYCENTRE_HOST:-127.0.0.1}/$port") 2>/dev/null; then
    fail "Port $port is taken by another program." "choose another one: make serve PORT=$((port + 1))"
fi
scripts/setup.sh base
exec "$VENV/bin/polycentre" serve
