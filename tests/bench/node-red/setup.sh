#!/usr/bin/env bash
# Sets Node-RED up with its serial nodes, in the versions that package.json names, in a folder outside the repository.
#
#   tests/bench/node-red/setup.sh DIR
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
[ "$#" -eq 1 ] || { echo "usage: tests/bench/node-red/setup.sh DIR" >&2; exit 2; }
for program in node npm; do
  command -v "$program" >/dev/null 2>&1 || { echo "$program is missing: apt-get install nodejs npm" >&2; exit 2; }
done
mkdir -p "$1"
cp "$here/package.json" "$1/"
cd "$1"
npm install --no-audit --no-fund --no-package-lock
