#!/usr/bin/env bash
# Install what is missing from Debian: PostgreSQL with PostGIS, Python's venv, and with "test" Chromium and CJK fonts.
source "$(dirname "$0")/lib.sh"

NO_DATABASE="install PostgreSQL ≥ 14 with PostGIS ≥ 3.3 by hand, or set POLYCENTRE_DATABASE_URL to such a database"

postgis_here() {
    local server major
    for server in /usr/lib/postgresql/*/bin/postgres; do
        major=$(basename "$(dirname "$(dirname "$server")")")
        [ -x "$server" ] && [ -f "/usr/share/postgresql/$major/extension/postgis.control" ] && return 0
    done
    command -v pg_config >/dev/null && [ -x "$(pg_config --bindir 2>/dev/null)/postgres" ] &&
        [ -f "$(pg_config --sharedir)/extension/postgis.control" ]
}

chromium_here() { command -v chromium chromium-browser google-chrome 2>/dev/null | grep -q .; }
cjk_here() { command -v fc-list >/dev/null && fc-list :lang=zh family | grep -q .; }
venv_possible() { command -v uv >/dev/null || "$(find_python)" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            command -v "$name"
            return
        fi
    done
    echo /nonexistent
}

needs=()
without=()
if [ -z "${POLYCENTRE_DATABASE_URL:-}" ] || [ "${1:-}" = test ]; then postgis_here || without+=(postgis); fi
if [ "$(find_python)" = /nonexistent ]; then needs+=(python3 python3-venv); elif ! venv_possible; then needs+=(python3-venv); fi
if [ "${1:-}" = test ]; then
    chromium_here || needs+=(chromium)
    cjk_here || needs+=(fonts-noto-cjk fontconfig)
fi
[ "${#needs[@]}" -eq 0 ] && [ "${#without[@]}" -eq 0 ] && exit 0

wanted=("${without[@]/postgis/PostgreSQL with PostGIS}" "${needs[@]}")
what=${wanted[*]}
require_space 2000
command -v apt-get >/dev/null || fail "Missing: $what; this system has no apt-get." "$NO_DATABASE; install the rest by hand"
require_root "$what" "run as root, or: $NO_DATABASE"

export DEBIAN_FRONTEND=noninteractive
apt_remedy="check the network and /etc/apt/sources.list; if another apt is running, wait for it and try again"
run "reading the package lists" apt-update "$apt_remedy" as_root apt-get update -q

if [ "${#without[@]}" -gt 0 ]; then
    spatial=$(apt-cache pkgnames postgresql- | grep -E '^postgresql-[0-9]+-postgis-3$' | sort -V | tail -n 1)
    [ -n "$spatial" ] || fail "This system offers no package of PostGIS 3." "$NO_DATABASE"
    needs+=("${spatial%-postgis-3}" "$spatial")
fi

# A first PostgreSQL would otherwise get a cluster of the system's own, started at boot; nobody asked for one.
quiet=/etc/postgresql-common/createcluster.d/polycentre.conf
if [ "${#without[@]}" -gt 0 ] && ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && [ ! -e "$quiet" ]; then
    as_root mkdir -p "$(dirname "$quiet")"
    echo "create_main_cluster = false" | as_root tee "$quiet" >/dev/null
    trap 'as_root rm -f "$quiet"' EXIT
fi
run "installing ${needs[*]}" apt-install "$apt_remedy" \
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${needs[@]}"
[ "${#without[@]}" -eq 0 ] || postgis_here || fail "PostGIS was installed, but its files are missing." \
    "apt-get install --reinstall $spatial $spatial-scripts"
