# Shared by run.sh, test.sh and .ci/run; sourced, never run. Brings what the machine lacks when it may, else says what to install.

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# The summary of `dotnet test` is read by a script.
export DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# The SDK is the one thing that cannot be done without and that no Debian package brings.
require_sdk() {
  command -v dotnet > /dev/null || fail "the .NET 10 SDK is missing. Install it (https://learn.microsoft.com/dotnet/core/install/linux) and start this again."
  local sdks
  sdks=$(dotnet --list-sdks)
  grep -q '^10\.' <<< "$sdks" || fail "the .NET 10 SDK is missing (there is: $(cut -d' ' -f1 <<< "$sdks" | paste -sd' ' -)). Install it beside the others and start this again."
}

# Prints the prefix that runs a command as root; fails where that would ask for a password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    return 0
  elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    printf 'sudo -n'
  else
    return 1
  fi
}

# install_package NAME: installs a Debian package without asking anything.
install_package() {
  local root
  command -v apt-get > /dev/null || return 1
  root=$(as_root) || return 1
  # shellcheck disable=SC2086 # the prefix is no word or two words
  DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends "$1" > /dev/null 2>&1 && return 0
  # A fresh machine has no package lists yet.
  # shellcheck disable=SC2086
  $root apt-get update -q > /dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends "$1" > /dev/null 2>&1
}

has_library() {
  # Not a pipe into grep -q: that ends early, and under pipefail the broken pipe would count as "not found".
  grep -q "$1" <<< "$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2> /dev/null)"
}

# libsndfile decodes FLAC, OGG, MP3, Opus and AIFF. WAV files do without it, so its absence is no reason to stop.
bring_libsndfile() {
  if has_library 'libsndfile\.so\.1'; then return 0; fi
  say "libsndfile is missing: installing the package libsndfile1 ..."
  if install_package libsndfile1 && has_library 'libsndfile\.so\.1'; then return 0; fi
  say "warning: libsndfile could not be installed; only WAV files can be read. Install it with: apt-get install libsndfile1"
}

# The ffmpeg program decodes AAC, ALAC, WMA and what else libsndfile does not know. Everything else does without it.
bring_ffmpeg() {
  if command -v ffmpeg > /dev/null; then return 0; fi
  say "the ffmpeg program is missing: installing the package ffmpeg ..."
  if install_package ffmpeg && command -v ffmpeg > /dev/null; then return 0; fi
  say "warning: ffmpeg could not be installed; M4A, AAC and WMA files cannot be read, and the tests that need it are skipped. Install it with: apt-get install ffmpeg"
}

# LightGBM, which trains boosted trees, needs the OpenMP runtime. Models can be served, and linear ones trained, without it.
bring_libgomp() {
  if has_library 'libgomp\.so\.1'; then return 0; fi
  say "the OpenMP runtime is missing: installing the package libgomp1 ..."
  if install_package libgomp1 && has_library 'libgomp\.so\.1'; then return 0; fi
  say "warning: the OpenMP runtime could not be installed; boosted trees cannot be trained, and the tests that need it are skipped. Install it with: apt-get install libgomp1"
}

# Prometheus and its checker judge our metrics in the tests. Nothing else needs it.
bring_prometheus() {
  if command -v promtool > /dev/null; then return 0; fi
  say "Prometheus is missing: installing the package prometheus ..."
  # The package starts a server of its own where it may; the tests start theirs.
  if install_package prometheus && command -v promtool > /dev/null; then return 0; fi
  say "warning: Prometheus could not be installed; the tests that need it are skipped. Install it with: apt-get install prometheus"
}

# One test of the faults gives silos clocks that are wrong. Nothing else needs it.
bring_faketime() {
  if ls /usr/lib/*/faketime/libfaketimeMT.so.1 > /dev/null 2>&1; then return 0; fi
  say "libfaketime is missing: installing the package faketime ..."
  if install_package faketime && ls /usr/lib/*/faketime/libfaketimeMT.so.1 > /dev/null 2>&1; then return 0; fi
  say "warning: libfaketime could not be installed; the test that needs it is skipped. Install it with: apt-get install faketime"
}

# The tests of the cluster profile start a PostgreSQL server of their own. CLUSTER_TEST_POSTGRES names one that is there already.
bring_postgresql() {
  if [ -n "${CLUSTER_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1; then return 0; fi
  say "PostgreSQL is missing: installing the package postgresql ..."
  if install_package postgresql && ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1; then return 0; fi
  say "warning: PostgreSQL could not be installed; its tests are skipped. Install it with: apt-get install postgresql"
}

# What only the tests need, beside what everything needs.
set_up_tests() {
  set_up
  bring_prometheus
  bring_faketime
  bring_postgresql
}

set_up() {
  require_sdk
  bring_libsndfile
  bring_ffmpeg
  bring_libgomp
}

# build WHAT: a Release build that says nothing unless something is wrong.
build() {
  say "building ..."
  dotnet build "$1" -c Release -v quiet -clp:NoSummary >&2 || fail "the build failed."
}
