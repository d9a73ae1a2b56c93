#!/usr/bin/env bash
# Takes the README's pictures anew, from the real program with a simulated fleet, into docs/images.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

need_dotnet
need_libssh
need_packages chromium pngquant
cd "$REPO_ROOT"

say "Building"
dotnet build tests/NetDashboard.Benchmarks -c Release -v quiet --nologo >&2
say "Taking pictures"
dotnet tests/NetDashboard.Benchmarks/bin/Release/net10.0/NetDashboard.Benchmarks.dll screenshots docs/images
# A page has few colours; a palette of them makes the files a third as large.
pngquant --force --skip-if-larger --ext .png docs/images/*.png || [ $? = 98 ]
ls -l docs/images >&2
