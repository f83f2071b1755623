#!/usr/bin/env bash
# Run every check, go on after a failure, and sum up at the end. Arguments choose: lint, web, tests (default: all).
source "$(dirname "$0")/lib.sh"

export PATH=$VENV/bin:$PATH
failed=()
passed=()

step() {
    local name=$1 began=$SECONDS
    shift
    printf '\n── %s\n' "$name"
    if "$@"; then passed+=("$name ($((SECONDS - began)) s)"); else failed+=("$name"); fi
}

lint() {
    step "ruff" ruff check .
    step "ruff format" ruff format --check .
    step "mypy" mypy
    step "import-linter" lint-imports
    step "sqlfluff" sqlfluff lint --disable-progress-bar tiles
}

web() {
    step "web types" npm --prefix web run --silent check
    step "web lint" npm --prefix web run --silent lint
    step "web tests" npm --prefix web run --silent test
}

for part in "${@:-lint}" $([ $# -eq 0 ] && echo web tests); do
    case $part in
        lint) lint ;;
        web) web ;;
        # Last, so that a run ends with what its tests say. Each worker takes tests in a row, so that what they share is
        # set up once, and one that is done takes over half of what another has left.
        tests) step "pytest" python -m pytest -n "$(nproc | awk '{ print ($1 > 4 ? 4 : $1) }')" --dist worksteal ;;
        *) fail "There is no part called $part." "use lint, web or tests" ;;
    esac
done

printf '\n'
[ "${#passed[@]}" -eq 0 ] || printf '✓ %s\n' "${passed[@]}"
[ "${#failed[@]}" -eq 0 ] || printf '✗ %s\n' "${failed[@]}"
printf 'checks: %d passed, %d failed\n' "${#passed[@]}" "${#failed[@]}"
[ "${#failed[@]}" -eq 0 ]
