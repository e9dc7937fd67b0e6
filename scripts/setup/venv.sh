#!/usr/bin/env bash
# Makes an empty virtual environment: venv.sh PYTHON FOLDER
# A fresh Debian or Ubuntu has Python without ensurepip; then its package is installed first.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python=$1
folder=$2

command -v "$python" >/dev/null ||
    die "no '$python' here. Install Python 3.11 or newer, or name one: make PYTHON=python3.12 …"

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "'$python' is Python $version; 3.11 or newer is needed. Name another: make PYTHON=python3.12 …"

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=python$version-venv
    remedy="Python $version has no venv module. Remedy: sudo apt-get install $package"
    can_apt || die "$remedy"
    apt_install "$package" || die "$remedy"
fi

say "Making $folder with Python $version"
"$python" -m venv --clear "$folder"
