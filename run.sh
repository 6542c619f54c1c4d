#!/usr/bin/env bash
# Starts the demonstration on a fresh machine: brings what is missing, builds, and runs `cluster demo` with the arguments given here.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/setup.sh

set_up
build src/Cli
exec dotnet "${ArtifactsPath:-artifacts}/bin/Cluster.Cli/release/cluster.dll" demo "$@"
