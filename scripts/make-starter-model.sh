#!/usr/bin/env bash
# Makes src/Silo/starter-model anew: the demonstration's synthetic music, seed 1, and a model of its training artists, a plain one that is small.
# Needed when the feature schema or the artefact's format changes; the same sources give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh

set_up
build src/Cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cluster=(dotnet "${ArtifactsPath:-artifacts}/bin/Cluster.Cli/release/cluster.dll")
"${cluster[@]}" demo --no-serve --seed 1 --data "$work" --urls http://127.0.0.1:0
rm -rf src/Silo/starter-model
"${cluster[@]}" train --audio "$work/demo-music/train.csv" --seed 1 --candidates logistic --out src/Silo/starter-model --report "$work/report.json" \
  --description 'Synthetic makam-like music of `cluster demo`; says nothing about real music'
