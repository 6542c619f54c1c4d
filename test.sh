#!/usr/bin/env bash
# Brings what is missing, builds, and runs the tests. The last line is "N passed, N failed, N skipped".
#   ./test.sh          everything except the suites that take minutes (trait Suite=Slow)
#   ./test.sh --all    everything
# Further arguments go to `dotnet test`. Exit code: 0 only when tests ran and none failed.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/setup.sh

filter=(--filter-not-trait Suite=Slow)
if [ "${1:-}" = --all ]; then
  filter=()
  shift
fi

set_up_tests
build Cluster.sln

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Exit code 8 is a project none of whose tests were selected; that no test ran at all is seen below.
code=0
dotnet test Cluster.sln -c Release --no-build --no-progress --no-ansi --ignore-exit-code 8 ${filter[@]+"${filter[@]}"} "$@" 2>&1 | tee "$log" || code=$?

# total NAME: the number that the run's summary gives; a test process that died is in its line "error".
total() { sed -n "s/^  $1: \([0-9][0-9]*\)\$/\1/p" "$log" | tail -n 1 | grep . || echo 0; }
passed=$(total succeeded)
failed=$(($(total failed) + $(total error)))
skipped=$(total skipped)

if [ "$failed" -gt 0 ] && [ "$code" -eq 0 ]; then code=1; fi
if [ "$code" -eq 0 ] && [ "$passed" -eq 0 ]; then
  say "error: no test passed."
  code=1
fi
if [ "$code" -ne 0 ]; then say "the tests failed (exit code $code)."; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"
