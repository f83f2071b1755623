#!/usr/bin/env bash
# What only the outside judges need: an environment per set of pins under .cache/judges, and QGIS and GDAL from Debian.
source "$(dirname "$0")/../scripts/lib.sh"

lock_setup
home=$CACHE/judges
mkdir -p "$home"
uv=$(command -v uv || echo "$CACHE/tools/bin/uv")
export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=${UV_LINK_MODE:-copy}
index="check that the Python package index is reachable (pip config list shows how), then try again"

# environment NAME — from judges/NAME.txt, whose hashes are checked.
environment() {
    local name=$1 lock=judges/$1.txt want
    want=$(digest "$lock")
    fresh "judges-$name" "$want" && [ -x "$home/$name/bin/python" ] && return
    require_space 1000
    run "making an environment for $name" "judges-$name-venv" "$index" \
        "$uv" venv --clear --python "$VENV/bin/python" "$home/$name"
    run "installing $(grep -c '^[a-z].*==' "$lock") Python packages ($name)" "judges-$name" "$index" \
        env VIRTUAL_ENV="$home/$name" "$uv" pip sync --require-hashes --compile-bytecode "$lock"
    stamp "judges-$name" "$want"
}

# Node looks for packages beside the program and above it, so they stand in judges/.
node_packages() {
    local want
    want=$(digest judges/package.json judges/package-lock.json)
    fresh judges-node "$want" && [ -d judges/node_modules ] && return
    require_space 1000
    run "installing the judges that run on Node" judges-node "check that the npm registry is reachable, then try again" \
        npm --prefix judges ci --ignore-scripts --no-audit --no-fund
    stamp judges-node "$want"
}

qgis_here() { /usr/bin/python3 -c 'import qgis.core, qgis.gui' 2>/dev/null; }

debian_packages() {
    local needs=()
    command -v ogrinfo >/dev/null || needs+=(gdal-bin)
    qgis_here || needs+=(python3-qgis qgis-providers)
    [ "${#needs[@]}" -eq 0 ] && return
    require_space 2500
    local what=${needs[*]} remedy="check the network and /etc/apt/sources.list; if another apt is running, wait for it"
    command -v apt-get >/dev/null || fail "Missing: $what; this system has no apt-get." "install QGIS and GDAL by hand"
    require_root "$what" "install by hand: apt-get install --no-install-recommends $what"
    run "reading the package lists" judges-apt-update "$remedy" as_root apt-get update -q
    run "installing $what (1 GB)" judges-apt-install "$remedy" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${needs[@]}"
    qgis_here || fail "QGIS was installed, but the system's Python cannot import it." "apt-get install --reinstall python3-qgis"
}

for name in schemathesis ogctests clients; do environment "$name"; done
node_packages
debian_packages
