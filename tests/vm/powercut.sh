#!/usr/bin/env bash
# A second witness for power cuts: edge, simulated cabinet and riders run in a virtual machine with a disk of its own, and the machine
# is killed from outside. Its kernel never hears of it, unlike the one in `yongai-sim powercut`. Then the disk is mounted here, and
# the edge is started on it in a cabinet that stands as the machine's last words say.
#
#   tests/vm/powercut.sh [--rounds 3] [--seed 1]
#
# Last line: N rounds, M OK. Exit code 0 if all were; 1 if not; 3 where it is not possible. A round takes two to four minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../deploy/needs.sh
source deploy/needs.sh

rounds=3 seed=1
while [ "$#" -gt 0 ]; do
  case "$1 ${2:-}" in
    '--rounds '[1-9]*) rounds=$2 ;;
    '--seed '[0-9]*) seed=$2 ;;
    *) cannot "usage: tests/vm/powercut.sh [--rounds 3] [--seed 1]" ;;
  esac
  shift 2
done
readonly WORKS_WITHIN_S=900 # from the start of the machine to the first pulse of a lock
readonly DIES_WITHIN_S=40   # from the first pulse of a lock to the power cut, at a random moment within

if [ "$(id -u)" -ne 0 ]; then
  echo "not possible here: the machine's disk is mounted afterwards: run this as root" >&2
  exit 3
fi
need_dotnet
tests/vm/build.sh
dotnet build simulators -v quiet --nologo >/dev/null
dotnet build cloud-bridge -v quiet --nologo >/dev/null
edge="$(dirname "$(deploy/publish.sh | tail -n 1)")"
# In the machine nothing should be compiled at run time: that is what a computed processor is slowest at.
dotnet publish simulators -c Release -r linux-x64 --self-contained -o run/vm/sim --nologo -v quiet -p:PublishReadyToRun=true \
  --artifacts-path run/publish/build -p:RestoreLockedMode=false -p:NuGetLockFilePath=obj/packages.linux-x64.lock.json >/dev/null

work="$(mktemp -d "$PWD/run/vm/XXXXXX")"
machine=''
ended() {
  local code=$?
  trap - EXIT
  [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
  if [ "$code" -eq 0 ]; then rm -rf "$work"; else echo "kept in $work" >&2; fi
  exit "$code"
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

written() { # the last event that the machine said is on its disk
  grep -o '"written":[0-9]*' "$work/words" 2>/dev/null | tail -n 1 | tr -dc '0-9' || true
}

RANDOM=$seed
good=0
for ((round = 1; round <= rounds; round++)); do
  rm -f "$work/disk.img"
  : >"$work/words"
  truncate -s 512M "$work/disk.img"
  mkfs.ext4 -q -F "$work/disk.img"
  workday="run/vm/sim/yongai-sim workday --data /data/edge --seed $((seed + round)) --edge $edge"
  tests/vm/run.sh "$work/disk.img" "cd $PWD && export DOTNET_TieredPGO=0 && $workday" >"$work/words" 2>&1 &
  machine=$!
  began=$SECONDS
  until grep -q '"pulses":[1-9]' "$work/words"; do
    kill -0 "$machine" 2>/dev/null || { tail -n 20 "$work/words"; echo "the machine ended by itself"; exit 1; }
    [ $((SECONDS - began)) -lt "$WORKS_WITHIN_S" ] || { tail -n 20 "$work/words"; echo "nobody swaps in the machine"; exit 1; }
    sleep 0.2
  done
  sleep "$((RANDOM % DIES_WITHIN_S)).$((RANDOM % 10))"
  kill -KILL "$machine"
  wait "$machine" 2>/dev/null || true
  machine=''
  printf '%3d  the machine died after %d s, at event %s or later; ' "$round" "$((SECONDS - began))" "$(written)"
  # In a mount namespace of its own: whatever happens, nothing stays mounted.
  if unshare --mount --propagation private bash -c '
      set -euo pipefail
      mkdir -p "$1/data" && mount -o loop "$1/disk.img" "$1/data"
      dotnet simulators/bin/Debug/net10.0/yongai-sim.dll aftermath --facts "$1/words" --data "$1/data/edge" --seed "$2" --edge "$3"
    ' aftermath "$work" "$((seed + round))" "$edge"; then
    good=$((good + 1))
  else
    cp "$work/words" "$work/words.$round"
    cp --sparse=always "$work/disk.img" "$work/disk.$round.img"
  fi
done
echo "$rounds rounds, $good OK"
[ "$good" -eq "$rounds" ]
