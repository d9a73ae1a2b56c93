#!/usr/bin/env bash
# Sourced by the other scripts: what this machine needs, installed when it is missing.

REPO_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The first Debian build of libssh 0.10 with all fixes; a peer could otherwise make a session loop for ever (CVE-2026-59843).
LIBSSH_MINIMUM="0.10.6-0+deb12u3"

say() { printf '== %s\n' "$*" >&2; }

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

installed_version() { dpkg-query -W -f='${db:Status-Abbrev}${Version}' "$1" 2>/dev/null | sed -n 's/^ii *//p'; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else fail "'$*' needs root, and sudo is not installed."; fi
}

# need_packages NAME...: installs those that are missing.
need_packages() {
  local missing=() name
  for name in "$@"; do
    [ -n "$(installed_version "$name")" ] || missing+=("$name")
  done
  if [ "${#missing[@]}" -gt 0 ]; then
    command -v apt-get >/dev/null || fail "missing: ${missing[*]}. Install them by your system's package manager."
    say "Installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || fail "the package lists cannot be read; is the network up?"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
      || fail "cannot install ${missing[*]}"
  fi
}

need_libssh() {
  need_packages libssh-4
  if dpkg --compare-versions "$(installed_version libssh-4)" lt "$LIBSSH_MINIMUM"; then
    say "Upgrading libssh to at least $LIBSSH_MINIMUM"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libssh-4 >/dev/null
    dpkg --compare-versions "$(installed_version libssh-4)" ge "$LIBSSH_MINIMUM" \
      || fail "libssh-4 $(installed_version libssh-4) is too old; $LIBSSH_MINIMUM or later comes from Debian's security suite."
  fi
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; found: $(dotnet --list-sdks | tr '\n' ' ')"
}
