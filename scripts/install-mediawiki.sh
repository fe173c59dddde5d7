#!/usr/bin/env bash
# install-mediawiki.sh [TARGET]: unpack MediaWiki 1.43 LTS for the test farm into TARGET (default: .cache/mediawiki).
#
# Debian 12 packages MediaWiki 1.39; the wikis this project is for run newer versions. Debian's next release has 1.43
# with the extensions the farm wants (Echo, Thanks, DiscussionTools, Scribunto, …), and Debian 12's PHP 8.2 runs it. So its
# packages are fetched from the mirror this machine already uses, checked with Debian's own keys, and unpacked beside the
# installed system: nothing outside TARGET changes. The code is then in TARGET/usr/share/mediawiki.
#
# Safe to run again: a marker file tells that the work is done. Exits 0 with a message where there is no apt.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$(realpath --canonicalize-missing "${1:-$project/.cache/mediawiki}")
suite=trixie
marker=$target/unpacked-$suite-1
mediawiki=$target/usr/share/mediawiki

if [ -e "$marker" ]; then
	echo "MediaWiki is in $mediawiki"
	exit 0
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
	echo "No apt here, so no MediaWiki: farm tests are skipped."
	exit 0
fi

# The first Debian archive among the machine's own sources: one-line format (deb [options] URI suite …) or deb822 (URIs: …).
# Archives of security updates have another path and do not match; nor do commented and disabled lines.
mirror=$(
	{ find /etc/apt -name '*.list' -exec cat {} + -o -name '*.sources' -exec cat {} +; } |
		awk '$1 == "deb" || $1 == "URIs:" { for (field = 2; field <= NF; field++) if (!found && $field ~ /^[a-z+]+:.*\/debian\/?$/) { print $field; found = 1 } }'
)
if [ -z "$mirror" ]; then
	echo "No Debian archive among this machine's package sources, so no MediaWiki: farm tests are skipped."
	exit 0
fi

# Two runs at once (several work trees share nothing, but two terminals may) must not unpack over each other.
mkdir -p "$(dirname "$target")"
exec 9>"$target.lock"
flock 9
if [ -e "$marker" ]; then
	echo "MediaWiki is in $mediawiki"
	exit 0
fi

rm -rf "$target"
mkdir -p "$target/apt/lists/partial" "$target/apt/cache/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$target/apt/sources.list"
apt_options=(
	-o "Dir::Etc::SourceList=$target/apt/sources.list"
	-o Dir::Etc::SourceParts=-
	-o "Dir::State::Lists=$target/apt/lists"
	-o "Dir::Cache=$target/apt/cache"
	-o Acquire::Languages=none
	-o "APT::Sandbox::User=$(id -un)"
)
apt-get "${apt_options[@]}" -qq update
(cd "$target/apt" && apt-get "${apt_options[@]}" -qq download mediawiki mediawiki-classes)
for package in "$target"/apt/*.deb; do
	dpkg-deb --extract "$package" "$target"
done

# The package links to folders of the installed system; here the bundled extensions are the ones used.
rm -rf "$mediawiki/extensions" "$mediawiki/LocalSettings.php" "$target/apt"
ln -s extensions-core "$mediawiki/extensions"
touch "$marker"
echo "MediaWiki is in $mediawiki"
