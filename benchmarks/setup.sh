#!/usr/bin/env bash
# What only the benchmarks need: wrk from Debian, and tipg in an environment of its own under .cache.
source "$(dirname "$0")/../scripts/lib.sh"

if ! command -v wrk >/dev/null; then
    command -v apt-get >/dev/null || fail "wrk is missing and this system has no apt-get." "install wrk by hand"
    require_root wrk "install it by hand: apt-get install wrk"
    run "reading the package lists" apt-update "check the network" as_root apt-get update -q
    run "installing wrk" apt-wrk "apt-get install wrk" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends wrk
fi

lock=benchmarks/tipg.txt
tipg=$CACHE/tipg
want=$(digest "$lock")
fresh tipg "$want" && [ -x "$tipg/bin/uvicorn" ] && exit 0
uv=$(command -v uv || echo "$CACHE/tools/bin/uv")
remedy="check that the Python package index is reachable, then try again"
run "making an environment for tipg" tipg-venv "$remedy" "$uv" venv --clear --python "$VENV/bin/python" "$tipg"
run "installing tipg" tipg-install "$remedy" \
    env VIRTUAL_ENV="$tipg" UV_LINK_MODE=copy "$uv" pip sync --require-hashes --compile-bytecode "$lock"
stamp tipg "$want"
