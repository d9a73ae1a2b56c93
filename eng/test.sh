#!/usr/bin/env bash
# Builds everything, checks the format, runs every test; the last line is "N passed, N failed, N skipped".
# Arguments go on to dotnet test, for example: bash eng/test.sh --filter FullyQualifiedName~Telnet
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

need_dotnet
need_libssh
need_packages openssh-server openssh-client dropbear-bin postgresql inetutils-telnetd inetutils-inetd chromium passwd login procps
cd "$REPO_ROOT"

say "Building"
dotnet build NetDashboard.sln -v quiet --nologo >&2

say "Checking the format"
dotnet format NetDashboard.sln --verify-no-changes --no-restore >&2

say "Testing"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests; do
  dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" "$@" || status=1
done

count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count passed); failed=$(count failed); skipped=$(count notExecuted)
if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
  say "No test was run."
  status=1
fi
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
exit "$status"
