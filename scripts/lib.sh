# Shared by the set-up scripts: speak, show progress, log, and name the remedy when something cannot go on.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=$ROOT/.cache
LOGS=$CACHE/logs
STAMPS=$CACHE/stamps
export VENV=$ROOT/.venv
cd "$ROOT"
# Compiled modules halve the time of the next start.
unset PYTHONDONTWRITEBYTECODE
mkdir -p "$LOGS" "$STAMPS" || { echo "✗ $ROOT is not writable for $(id -un)" >&2; exit 1; }

say() { printf '%s\n' "$*"; }

# fail PROBLEM REMEDY
fail() {
    printf '✗ %s\n  Remedy: %s\n' "$1" "$2" >&2
    exit 1
}

# run LABEL LOGNAME REMEDY COMMAND… — run quietly, log everything, show the seconds that pass.
run() {
    local label=$1 log=$LOGS/$2.log remedy=$3 began=$SECONDS child watcher status=0
    shift 3
    printf '… %s\n' "$label"
    "$@" >"$log" 2>&1 </dev/null &
    child=$!
    trap 'kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 130' INT TERM
    watch_child "$child" "$began" "$log" &
    watcher=$!
    wait "$child" || status=$?
    kill "$watcher" 2>/dev/null || true
    wait "$watcher" 2>/dev/null || true
    trap - INT TERM
    [ -t 1 ] && printf '\r\033[K'
    if [ "$status" -ne 0 ]; then
        tail -n 20 "$log" | sed 's/^/  | /' >&2
        fail "$label: failed after $((SECONDS - began)) s (whole log: ${log#"$ROOT"/})" "$remedy"
    fi
    printf '✓ %s (%d s)\n' "$label" $((SECONDS - began))
}

watch_child() {
    local child=$1 began=$2 log=$3 shown=0 passed
    while sleep 0.5 >/dev/null 2>&1 && kill -0 "$child" 2>/dev/null; do
        passed=$((SECONDS - began))
        if [ "$passed" -lt 2 ] || [ "$passed" -eq "$shown" ]; then
            continue
        elif [ -t 1 ]; then
            printf '\r\033[K  %d s  %s' "$passed" "$(tail -n 1 "$log" | tr -d '\r' | cut -c1-90)"
        elif [ $((passed % 5)) -eq 0 ]; then
            printf '  … %d s\n' "$passed"
        fi
        shown=$passed
    done
}

# fresh STAMP VALUE — was this step last done for exactly this input?
fresh() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >"$STAMPS/$1"; }
digest() { sha256sum "$@" | sha256sum | cut -c1-40; }

# as_root COMMAND… — directly, or through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

require_root() {
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null || fail "$1 must be installed, but you are not root and sudo is missing." "$2"
    # A password may be asked for here, and not later inside a quiet step.
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } || fail "$1 must be installed, but sudo refused." "$2"
}

require_space() {
    local free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$1" ] || fail "Only $free MB are free on the disk of $ROOT; $1 MB are needed." \
        "free some space (make clean removes what can be rebuilt), or clone onto a larger disk"
}

# One set-up at a time; the lock goes with the process.
lock_setup() {
    exec 9>"$CACHE/setup.lock"
    flock -n 9 && return
    say "… waiting for another set-up in this folder"
    flock 9
}
