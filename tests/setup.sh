#!/bin/sh
# Installs the Debian packages named on the command line that are missing, and says so.
set -eu
missing=
for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = 'install ok installed' ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null && [ ! -t 0 ]; then
        echo "tracuu needs these Debian packages:$missing" >&2
        echo "hint: as root, run: apt-get install$missing" >&2
        exit 1
    fi
fi
echo "installing with apt-get:$missing"
install() {
    $as_root apt-get -qq update
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq -y --no-install-recommends install $missing
}
if ! install >/dev/null; then
    echo "could not install these Debian packages:$missing" >&2
    echo "hint: as root, run: apt-get install$missing" >&2
    exit 1
fi
