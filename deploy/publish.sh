#!/usr/bin/env bash
# The edge service as it is installed: one folder with its own runtime and code that is compiled beforehand.
#
#   deploy/publish.sh [--rid linux-x64|linux-arm64] [DIR]
#
# Without --rid: for a machine like this one. Without DIR: run/publish/RID. The program in it is `yongai-edge`; nothing else has
# to be installed beside it, and the cabinet needs no SDK.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=needs.sh
source deploy/needs.sh

usage() { cannot "usage: deploy/publish.sh [--rid linux-x64|linux-arm64] [DIR]"; }

rid='' folder=''
while [ "$#" -gt 0 ]; do
  case "$1" in
    --rid)
      [ "$#" -ge 2 ] || usage
      rid="$2"
      shift
      ;;
    -*) usage ;;
    *)
      [ -z "$folder" ] || usage
      folder="$1"
      ;;
  esac
  shift
done
if [ -z "$rid" ]; then
  case "$(uname -m)" in
    x86_64) rid=linux-x64 ;;
    aarch64) rid=linux-arm64 ;;
    *) cannot "No edge service is published for $(uname -m); say --rid linux-x64 or --rid linux-arm64." ;;
  esac
fi
case "$rid" in linux-x64 | linux-arm64) ;; *) usage ;; esac

need_dotnet
folder="${folder:-run/publish/$rid}"
# The program is not older than the last change of its sources: its floor of time where no clock is trusted.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || true)}"
# A published program asks NuGet for the runtime of its machine, which the lock files of the sources do not name; versions are
# those of Directory.Packages.props all the same. Its intermediate files stay apart from those of a build.
dotnet publish edge/Host -c Release -r "$rid" -o "$folder" --nologo -v quiet \
  --artifacts-path run/publish/build -p:RestoreLockedMode=false -p:NuGetLockFilePath="obj/packages.$rid.lock.json"
echo "$folder/yongai-edge"
