# shellcheck shell=bash
# What deploy/demo.sh and tests/run.sh ask of a machine: the .NET 10 SDK, and Debian packages that they may install.
# Read with `source`; it does nothing by itself.

# No telemetry, no banner, no build servers left behind.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

# Ends with a clear message: what is missing, and what to do.
cannot() {
  printf '\n%s\n' "$*" >&2
  exit 2
}

# Finds `dotnet`, also where it was unpacked by hand, and checks that it brings the SDK that global.json asks for.
need_dotnet() {
  local folder answer
  if ! command -v dotnet >/dev/null 2>&1; then
    for folder in "${DOTNET_ROOT:-}" "${HOME:-/root}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
      if [ -n "$folder" ] && [ -x "$folder/dotnet" ]; then
        export PATH="$folder:$PATH" DOTNET_ROOT="$folder"
        break
      fi
    done
  fi
  command -v dotnet >/dev/null 2>&1 ||
    cannot "The .NET 10 SDK is missing: there is no 'dotnet' in PATH, ~/.dotnet or /usr/share/dotnet." \
      "Install the SDK 10.0 (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  # The programs are culture-invariant; where the SDK itself finds no libicu it can be so too.
  if ! dotnet --version >/dev/null 2>&1; then export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1; fi
  answer="$(dotnet --version 2>&1)" ||
    cannot "The .NET 10 SDK is missing: $(command -v dotnet) says:"$'\n'"$answer"
  case "$answer" in
    10.*) ;;
    *) cannot "The .NET 10 SDK is missing: $(command -v dotnet) is version $answer." ;;
  esac
}

# Installs the Debian packages named that are not there yet. As root, or with sudo; else it names them.
need_packages() {
  local missing=() name fresh_broker=no
  command -v dpkg-query >/dev/null 2>&1 ||
    cannot "This is no Debian system, so its packages cannot be checked. Needed are: $*"
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  echo "Installing Debian packages: ${missing[*]}"
  case " ${missing[*]} " in *' mosquitto '*) fresh_broker=yes ;; esac
  as_root true 2>/dev/null ||
    cannot "These Debian packages are missing, and neither root nor sudo is at hand to install them:" \
      $'\n'"  apt-get install ${missing[*]}"
  (
    trap let_services_start EXIT
    if [ "$fresh_broker" = yes ]; then keep_service_quiet; fi
    install_packages "${missing[@]}"
  ) || cannot "apt-get could not install: ${missing[*]} (its words are above). Install them by hand and run this again."
  if [ "$fresh_broker" = yes ]; then disable_broker_service; fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    return 1
  fi
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 && return 0
  as_root apt-get update -q >&2 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

# The package starts a broker of the system on port 1883. We only want the program: Debian's own switch (policy-rc.d, exit code
# 101) keeps the service from being started while it is installed.
policy_made=no
keep_service_quiet() {
  [ ! -e /usr/sbin/policy-rc.d ] || return 0
  policy_made=yes
  printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
  as_root chmod 755 /usr/sbin/policy-rc.d
}

let_services_start() {
  [ "$policy_made" = yes ] || return 0
  policy_made=no
  as_root rm -f /usr/sbin/policy-rc.d
}

disable_broker_service() {
  if [ -d /run/systemd/system ]; then as_root systemctl disable --quiet mosquitto.service 2>/dev/null || true; fi
}
