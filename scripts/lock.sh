#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml: versions and hashes, never download addresses.
source "$(dirname "$0")/lib.sh"
uv=$(command -v uv || echo "$CACHE/tools/bin/uv")
compile() { "$uv" pip compile -q --python-version 3.11 --generate-hashes --no-header --no-emit-index-url "$@"; }
compile pyproject.toml -o requirements/base.txt
compile pyproject.toml --group dev -o requirements/dev.txt
printf 'hatchling\neditables\n' | compile - -o requirements/build.txt
printf 'uv\n' | compile - -o requirements/uv.txt
for name in schemathesis ogctests clients; do (cd judges && compile "$name.in" -o "$name.txt"); done
for folder in web judges; do (cd "$folder" && npm install --package-lock-only --no-audit --no-fund); done
if grep -nE '://' requirements/*.txt judges/*.txt || grep -n '"resolved"' {web,judges}/package-lock.json; then
    fail "A lock file names a download address." "remove it and lock again"
fi
