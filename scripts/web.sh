#!/usr/bin/env bash
# Build the map into web/dist, only when its sources changed. "tools" installs the packages without building.
source "$(dirname "$0")/lib.sh"

[ -f web/package-lock.json ] || fail "web/package-lock.json is missing." "git checkout -- web"
sources=$(find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -print0 | LC_ALL=C sort -z |
    xargs -0 sha256sum | sha256sum | cut -c1-40)
packages=$(digest web/package.json web/package-lock.json)

built() { fresh web "$sources" && [ -f web/dist/index.html ]; }
installed() { fresh npm "$packages" && [ -d web/node_modules ]; }
if [ "${1:-}" = tools ]; then installed && built && exit 0; else built && exit 0; fi

version=$(node --version 2>/dev/null || echo none)
newer="install Node 20 (20.19 or later) or newer and put it first in PATH"
[ "$version" != none ] || fail "Node was not found." "$newer"
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    fail "Node $version is too old." "$newer"
command -v npm >/dev/null || fail "npm was not found beside Node $version." "$newer"

if ! installed; then
    require_space 2000
    run "installing the map's packages" npm-ci "check that the npm registry is reachable, then try again" \
        npm --prefix web ci --no-audit --no-fund
    stamp npm "$packages"
fi
built || run "building the map" web-build "fix what the log names; git status web shows local changes" npm --prefix web run build
stamp web "$sources"
