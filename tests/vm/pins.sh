#!/usr/bin/env bash
# Our pins on real lines of a kernel: gpio-sim in the virtual machine, with the tools of libgpiod (Debian's gpiod) beside them as a
# referee that was written by others. What the simulated pull and gpioset do, our driver sees; what it drives, gpio-sim shows.
#
#   tests/vm/pins.sh
#
# Last line: N passed, M failed. Exit code 0 if none failed, 1 if one did, 3 where it is not possible.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../deploy/needs.sh
source deploy/needs.sh

readonly ENDS_WITHIN=300s # a start takes about 15 s, the trial about 60 s
if [ "$(uname -m)" != x86_64 ]; then
  echo "not possible here: the virtual machine is made for x86-64; this machine is $(uname -m)"
  exit 3
fi
need_dotnet
need_packages gpiod
tests/vm/gpiosim.sh
tests/vm/build.sh
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
readonly image="$made/image" words="$made/words"
# The program goes along on a disk: of the folders of this machine the virtual one sees all but a few, /tmp among them.
dotnet publish tests/vm/pins -c Release -o "$made/pins" -v quiet --nologo >/dev/null
truncate -s 512M "$image"
mkfs.ext4 -q -F -d "$made/pins" "$image"
# DOTNET_TieredPGO: nothing that is compiled for later pays in a computed processor.
timeout "$ENDS_WITHIN" tests/vm/run.sh "$image" \
  "cd /data && DOTNET_TieredPGO=0 $(command -v dotnet) exec yongai-pins.dll" >"$words" 2>&1 || true
tr -d '\r' <"$words" | sed -n '/VM READY/,/VM DONE/p' | sed '1d;$d'
case "$(tr -d '\r' <"$words" | sed -n 's/^VM DONE //p')" in
  0) exit 0 ;;
  1) exit 1 ;;
  *)
    tail -n 30 "$words"
    echo "the trial did not end: its last words are above"
    exit 1
    ;;
esac
