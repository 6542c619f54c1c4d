#!/usr/bin/env bash
# Makes src/Silo/starter-model anew: a model of the "Turkish Music Emotion" table (M. B. Er, UCI, CC BY 4.0, doi 10.24432/C5JG93), whose file is the only argument.
# Only parametric candidates, so that the artefact holds coefficients and statistics but no row of the table. Needed when the feature schema or the artefact's format
# changes; the same table and sources give the same bytes.
set -euo pipefail
if [ $# -ne 1 ]; then
  echo "usage: $0 acoustic_features.csv" >&2
  exit 2
fi

table=$(realpath "$1")
cd "$(dirname "$0")/.."
. scripts/setup.sh

set_up
build src/Cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet "${ArtifactsPath:-artifacts}/bin/Cluster.Cli/release/cluster.dll" train --features "$table" --schema mirtoolbox-v1 --seed 1 --domain \
  --without _Spectralflatness_Mean,_HarmonicChangeDetectionFunction_PeriodFreq \
  --candidates discriminant,logistic,shaped-discriminant,shaped-logistic,vote \
  --out "$work/model" --report "$work/report.json" \
  --description 'Data: M. B. Er, "Turkish Music Emotion", UCI Machine Learning Repository, CC BY 4.0, doi 10.24432/C5JG93. Good for Turkish music like it, in files of 24 s and more at 128 kb/s and more; not for other styles (on machine-made piano its tags are at chance), nor for low bit rates'
rm -rf src/Silo/starter-model
mv "$work/model" src/Silo/starter-model
