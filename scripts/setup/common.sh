# shellcheck shell=bash
# Sourced by the scripts beside it: how they speak, and how they install a system package.
# Everything here prints to stderr, so that a script's standard output stays its answer.

say() { printf '→ %s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_root() { [[ $(id -u) == 0 ]]; }

# True if apt-get is here and may be used without asking anybody for a password.
can_apt() {
    command -v apt-get >/dev/null && { is_root || sudo -n true 2>/dev/null; }
}

# Quiet but for what goes wrong.
apt_get() {
    local as_root=()
    is_root || as_root=(sudo -n)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null
}

# apt_install PACKAGE…: the lists are brought up to date first, since a fresh machine has none.
apt_install() {
    say "Installing with apt-get: $*"
    apt_get update || say "Not every package list could be had; trying with what is here"
    apt_get install -y --no-install-recommends "$@"
}
