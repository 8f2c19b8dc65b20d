#!/usr/bin/env bash
# Builds the house, runs all its tests, and five more: the demo's whole swap, its stories of the unhappy ways, the programs as
# installed, killed at random moments and with the power of their disk cut, and our pins on real lines of a kernel in a virtual machine.
#
# Last line:  N passed, M failed                            exit code 0, or 1 if a test failed or none ran
#             N passed, M failed, K not possible here       exit code 3 if none failed: what this machine lacks is listed above
# Exit code 2: the machine lacks the SDK or packages, and the last line says which.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../deploy/needs.sh
source deploy/needs.sh

need_dotnet
# mosquitto, libmosquitto1: broker and client. strace: slow and failing disks. socat: pairs of pseudo-terminals.
# python3-cbor2, python3-cryptography: a second, independent maker of rider codes. e2fsprogs, mount: disks whose power is cut.
# mbpoll, python3-pymodbus: masters and slaves of other makes for the Modbus boards; the latter speaks on serial lines with the help of
# python3-serial-asyncio, which it only recommends.
need_packages mosquitto libmosquitto1 strace socat procps systemd python3 python3-cbor2 python3-cryptography \
  mbpoll python3-pymodbus python3-serial-asyncio e2fsprogs mount

readonly ONE_TEST_WITHIN=10m # a test that hangs longer ends the run, by name
readonly MESSAGE_LINES=40    # of what a failed test says: its first, and the last, for a program's last words stand there
readonly CUTS_WITHIN=10m     # kills and power cuts, which take about 4 minutes
readonly KILLS=30 CUTS=10    # more of both, with other seeds: dotnet run --project simulators -- torture | powercut
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

report() { # passed failed impossible
  if [ "$3" -gt 0 ]; then
    echo "$1 passed, $2 failed, $3 not possible here"
  else
    echo "$1 passed, $2 failed"
  fi
  if [ "$2" -gt 0 ] || [ "$1" -eq 0 ]; then exit 1; fi
  if [ "$3" -gt 0 ]; then exit 3; fi
  exit 0
}

# Failed tests as lines: name, tab, message with its line ends as \037; read from the result files of `dotnet test`.
failures() {
  cat "$results"/*.trx 2>/dev/null | awk -v most="$MESSAGE_LINES" '
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
      gsub(/&#xD;|&#xA;|&#x9;/, " ", text); gsub(/&amp;/, "\\&", text); return text }
    /<UnitTestResult / { name = ""; failed = /outcome="Failed"/
      if (match($0, / testName="[^"]*"/)) name = plain(substr($0, RSTART + 11, RLENGTH - 12)) }
    failed && /<Message>/ { lines = 0; open = 1; sub(/.*<Message>/, "") }
    open { last = /<\/Message>/; sub(/<\/Message>.*/, ""); said[++lines] = plain($0)
      if (last) { message = said[1]
        for (i = (lines > most ? lines - most + 2 : 2); i <= lines; i++) message = message "\037" said[i]
        print name "\t" message; failed = open = 0 } }
    failed && /<\/UnitTestResult>/ { print name "\t(no message)"; failed = 0 }' || true
}

counted() { # total | passed | ...: the sum of one counter over all result files
  cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' |
    awk '{ sum += $1 } END { print sum + 0 }' || true
}

echo "Building"
if ! words="$(dotnet build YongAi.Edge.sln -v quiet --nologo 2>&1)"; then
  printf '%s\n' "$words" "failed: the build"
  report 0 1 0
fi

echo "Testing"
DOTNET_ENVIRONMENT=Development dotnet test YongAi.Edge.sln --no-build --logger "trx;LogFilePrefix=tests" \
  --results-directory "$results" --blame-hang-timeout "$ONE_TEST_WITHIN" --blame-hang-dump-type none \
  -- xUnit.MaxParallelThreads=2 2>&1 | tee "$results/log" && run=0 || run=$?

echo
echo "The demo: one whole swap, from the rider's code to the last event at the cloud; then the unhappy ways, as installed"
shown=0
: >"$results/not-shown"
for how in --once '--installed --story all'; do
  # shellcheck disable=SC2086 # two words
  if deploy/demo.sh $how; then shown=$((shown + 1)); else echo "deploy/demo.sh $how" >>"$results/not-shown"; fi
done

echo
echo "The programs as installed: $KILLS kills, and beside them $CUTS power cuts of the journal's disk"
sim=(dotnet simulators/bin/Debug/net10.0/yongai-sim.dll)
edge="$(dirname "$(deploy/publish.sh | tail -n 1)")"
timeout "$CUTS_WITHIN" "${sim[@]}" torture --kills "$KILLS" --edge "$edge" >"$results/torture" 2>&1 &
torture=$!
# A disk is mounted: as root, if that can be had.
as_root env "PATH=$PATH" "DOTNET_ROOT=${DOTNET_ROOT:-}" timeout "$CUTS_WITHIN" "${sim[@]}" powercut --rounds "$CUTS" --edge "$edge" \
  >"$results/powercut" 2>&1 && cut=0 || cut=$?
wait "$torture" && torture=0 || torture=$?
cat "$results/torture" "$results/powercut"
: >"$results/not-possible"
case "$torture" in
  0) shown=$((shown + 1)) ;;
  *) echo "yongai-sim torture --kills $KILLS (exit code $torture)" >>"$results/not-shown" ;;
esac
case "$cut" in
  0) shown=$((shown + 1)) ;;
  3) printf 'yongai-sim powercut --rounds %s\t%s\n' "$CUTS" "$(grep 'not possible here: ' "$results/powercut")" >>"$results/not-possible" ;;
  *) echo "yongai-sim powercut --rounds $CUTS (exit code $cut)" >>"$results/not-shown" ;;
esac

echo
echo "Our pins on real lines of a kernel, in a virtual machine, beside the tools of libgpiod"
tests/vm/pins.sh >"$results/pins" 2>&1 && pins=0 || pins=$?
cat "$results/pins"
case "$pins" in
  0) shown=$((shown + 1)) ;;
  3) printf 'tests/vm/pins.sh\t%s\n' "$(grep 'not possible here: ' "$results/pins")" >>"$results/not-possible" ;;
  *) echo "tests/vm/pins.sh (exit code $pins)" >>"$results/not-shown" ;;
esac

failures >"$results/failures"
grep 'not possible here: ' "$results/failures" >"$results/impossible" || true
grep -v 'not possible here: ' "$results/failures" >"$results/failed" || true
impossible=$(wc -l <"$results/impossible")
failed=$(wc -l <"$results/failed")
passed=$(counted passed)
unaccounted=$(($(counted total) - passed - failed - impossible))
cat "$results/not-shown" >>"$results/failed"
cat "$results/not-possible" >>"$results/impossible"
passed=$((passed + shown))
failed=$((failed + $(wc -l <"$results/not-shown")))
impossible=$((impossible + $(wc -l <"$results/not-possible")))

echo
while IFS=$'\t' read -r name message; do
  echo "failed: $name"
  if [ -n "$message" ]; then tr '\037' '\n' <<<"$message" | sed 's/^/    /'; fi
done <"$results/failed"
while IFS=$'\t' read -r name message; do
  echo "not possible here: $name: ${message#*not possible here: }"
done <"$results/impossible"
# A test that neither passed nor failed was passed over, and a run that ended in its middle shows no failure: both are failures.
if [ "$unaccounted" -gt 0 ]; then
  echo "failed: $unaccounted tests did not run"
  failed=$((failed + unaccounted))
fi
if grep -qi 'test run \(was \)\?aborted' "$results/log" || [ "$(counted total)" -eq 0 ] ||
  { [ "$run" -ne 0 ] && [ $((failed + impossible)) -eq 0 ]; }; then
  echo "failed: the test run ended in its middle (exit code $run); what it was doing is said above"
  failed=$((failed + 1))
fi
report "$passed" "$failed" "$impossible"
