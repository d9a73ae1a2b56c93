#!/usr/bin/env bash
# Builds and starts the dashboard together with a simulated fleet; Ctrl-C stops all of it.
# Settings go on to the dashboard: bash eng/run.sh --urls http://127.0.0.1:8080
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

need_dotnet
need_libssh
cd "$REPO_ROOT"

say "Building"
dotnet build src/NetDashboard -c Release -v quiet --nologo >&2
program=src/NetDashboard/bin/Release/net10.0/NetDashboard.dll
fleet_file=inventories/simulated-fleet.yaml

pids=()
stop() {
  trap - EXIT INT TERM
  [ "${#pids[@]}" = 0 ] || kill -TERM "${pids[@]}" 2>/dev/null || true
  wait || true
}
trap stop EXIT
trap 'exit 130' INT TERM

dotnet "$program" lab --devices 40 --mix showcase --inventory "$fleet_file" &
pids+=($!)
for _ in $(seq 100); do
  [ -s "$fleet_file" ] && break
  kill -0 "${pids[0]}" 2>/dev/null || fail "the simulated fleet did not start; see above."
  sleep 0.1
done

say "Open the address below, choose simulated-fleet.yaml, and start the scan."
dotnet "$program" "$@" &
pids+=($!)

# Whichever ends first ends the other.
wait -n "${pids[@]}"
