#!/usr/bin/env bash
# Prints the path of a Chromium that starts, installing one if need be: chromium.sh PYTHON
# PYTHON is one that has Playwright. $CHROMIUM, if set, is the browser to use.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python=$1

# Playwright brings a Node.js, which wants a library that a small Debian does without.
driver_starts() { "$python" -m playwright --version >/dev/null 2>&1; }

# Only a browser that starts counts: some have the command and not the libraries. Snaps don't
# count, nor Ubuntu's `chromium-browser`, which calls or asks for one: a snap sees a /tmp of its
# own, and so never finds the profile that a test makes for it.
starts() {
    [[ -x $1 && $1 != /snap/* ]] || return 1
    if grep -qIs /snap/bin "$1"; then return 1; fi
    local profile status=0
    profile=$(mktemp -d)
    timeout 60 "$1" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$profile" --dump-dom about:blank </dev/null >/dev/null 2>&1 || status=$?
    rm -rf "$profile" 2>/dev/null || true
    return "$status"
}

# The headless shell is Chromium without its windows: it opens a page in half the time.
from_path() {
    local name path
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        path=$(command -v "$name") && starts "$path" && echo "$path" && return
    done
    return 1
}

from_playwright() {
    local path
    path=$("$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(p.chromium.executable_path)
') && starts "$path" && echo "$path"
}

# On Ubuntu apt has only the stub; an older Debian has no package of the headless shell alone.
install_with_apt() {
    ! grep -qs '^ID=ubuntu$' /etc/os-release && can_apt &&
        { apt_install chromium-headless-shell || apt_install chromium; }
}

# The libraries too where it may; it knows them only for the releases that it knows.
install_with_playwright() {
    say "Installing with Playwright: chromium"
    { can_apt && "$python" -m playwright install --with-deps chromium </dev/null >&2; } ||
        "$python" -m playwright install chromium </dev/null >&2
}

has_chinese_font() { command -v fc-list >/dev/null && fc-list :lang=zh | grep -q .; }

find_or_install() {
    from_path || from_playwright ||
        { install_with_apt && from_path; } ||
        { install_with_playwright && from_playwright; }
}

driver_starts ||
    { can_apt && apt_install libatomic1 && driver_starts; } ||
    die "Playwright does not start ('$python -m playwright --version' tells why)." \
        "Remedy, most likely: sudo apt-get install libatomic1"

if [[ -n ${CHROMIUM:-} ]]; then
    starts "$CHROMIUM" || die "CHROMIUM=$CHROMIUM does not start"
    path=$CHROMIUM
else
    path=$(find_or_install) ||
        die "no Chromium that starts, and none could be installed. Remedy: install Chromium or" \
            "Google Chrome (Debian: sudo apt-get install chromium), or CHROMIUM=/path/to/it make test"
fi

if ! has_chinese_font; then
    { can_apt && apt_install fontconfig fonts-noto-cjk; } ||
        say "No Chinese font here: screenshots will show boxes. Remedy: sudo apt-get install fonts-noto-cjk"
fi

echo "$path"
