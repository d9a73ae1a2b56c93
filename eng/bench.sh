#!/usr/bin/env bash
# Measures: bash eng/bench.sh [NAME] [--runs N], all without a name; --list names them. docs/benchmarks.md says what they mean.
# Each prints a table and writes artifacts/bench/NAME.json. A bound that is missed is said there and does not fail this script.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

need_dotnet
need_libssh
cd "$REPO_ROOT"

say "Building"
dotnet build tests/NetDashboard.Benchmarks -c Release -v quiet --nologo >&2
program=tests/NetDashboard.Benchmarks/bin/Release/net10.0/NetDashboard.Benchmarks.dll

case "${1:-}" in
  --list) exec dotnet "$program" --list ;;
  '' | --runs) mapfile -t names < <(dotnet "$program" --list | cut -d ' ' -f 1) ;;
  *) names=("$1"); shift ;;
esac

status=0
for name in "${names[@]}"; do
  case "$name" in *page* | *paint | main-thread | day-of-events) need_packages chromium ;; store | store-failures | kills | move | compare | *postgres) need_packages postgresql ;; esac
  # A process for each, so that none inherits another's memory.
  dotnet "$program" "$name" "$@" || status=$?
  [ "$status" -lt 128 ] || break
done
exit "$status"
