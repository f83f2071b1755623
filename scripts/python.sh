#!/usr/bin/env bash
# Make .venv exactly what the hashed lock file says: "base" to serve, "dev" to test.
source "$(dirname "$0")/lib.sh"

level=${1:-base}
# Once the test tools are there, serving does not take them away again.
[ -f "$STAMPS/python" ] && [ "$(cut -d' ' -f1 "$STAMPS/python")" = dev ] && level=dev
want="$level $(digest "requirements/$level.txt" requirements/build.txt pyproject.toml) $ROOT"
fresh python "$want" && [ -x "$VENV/bin/polycentre" ] && "$VENV/bin/python" -c '' 2>/dev/null && exit 0

require_space 2000
offline="check that the Python package index is reachable (pip config list shows how), then try again"

python=
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(command -v "$name")
        break
    fi
done
[ -n "$python" ] || fail "Python 3.11 or newer was not found ($(python3 --version 2>&1 || echo none))." \
    "apt-get install python3 on Debian 12, or put a newer python3 first in PATH"

# uv installs in seconds and checks hashes; it is fetched into a private folder when the machine has none.
uv=$(command -v uv || true)
if [ -z "$uv" ] || ! "$uv" --version >/dev/null 2>&1; then
    uv=$CACHE/tools/bin/uv
    if [ ! -x "$uv" ]; then
        run "making a private folder for uv" uv-venv "apt-get install python3-venv" "$python" -m venv --clear "$CACHE/tools"
        run "installing uv" uv-install "$offline" \
            "$CACHE/tools/bin/python" -m pip install --disable-pip-version-check --require-hashes -r requirements/uv.txt
    fi
fi
export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=${UV_LINK_MODE:-copy} VIRTUAL_ENV=$VENV

if ! "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    run "making the Python environment" venv "apt-get install python3-venv" "$uv" venv --clear --python "$python" "$VENV"
fi
run "installing $(grep -c '^[a-z].*==' "requirements/$level.txt") Python packages ($level)" "python-$level" "$offline" \
    "$uv" pip sync --require-hashes "requirements/$level.txt"
run "installing polycentre itself" python-self "$offline" \
    "$uv" pip install --no-deps --build-constraint requirements/build.txt --editable .
stamp python "$want"
