#!/usr/bin/env bash
# Install the system packages the tests need: PHP and MariaDB for the farm of MediaWikis, Chromium and fonts for the
# browser tests, Lua and its linter for the modules.
#
# Safe to run again: it ends at once when nothing is missing. Where it cannot install (not root, no apt) it says what
# is missing and exits 0; the tests that need those packages are then skipped, visibly (and fail where CI=true).
set -euo pipefail

packages=(
	php8.2-cli php8.2-sqlite3 php8.2-mysql php8.2-mbstring php8.2-xml php8.2-intl php8.2-curl php8.2-gmp
	php-apcu php-luasandbox
	mariadb-server
	chromium fonts-noto-core fonts-noto-cjk
	lua5.1 lua-check
)

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo "No apt here: install the equivalents of these packages yourself, or farm and browser tests are skipped: ${packages[*]}"
	exit 0
fi

missing=()
for package in "${packages[@]}"; do
	status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
	[ "$status" = installed ] || missing+=("$package")
done

if [ ${#missing[@]} -eq 0 ]; then
	echo "All system packages are installed."
	exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
	echo "Not root, so these packages are not installed, and the tests that need them are skipped: ${missing[*]}"
	exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install --yes --no-install-recommends "${missing[@]}"
echo "Installed: ${missing[*]}"
