# A cluster of plain processes on this machine; sourced by scripts/up and scripts/down.

# Everything that it keeps: the database, uploads, logs, process ids.
cluster_folder=${CLUSTER_FOLDER:-data/cluster}
database_port=${CLUSTER_DATABASE_PORT:-5442}

# The server's programs are not on everybody's path.
postgres_program() {
  find /usr/lib/postgresql -path "*/bin/$1" 2> /dev/null | sort -V | tail -n 1 | grep . || command -v "$1" || true
}

# The server refuses to run as root: then it runs as the user that its package made.
as_database_user() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# database_runs: whether the database of this folder has a server.
database_runs() {
  [ -f "$cluster_folder/postgres/PG_VERSION" ] && as_database_user "$(postgres_program pg_ctl)" -D "$cluster_folder/postgres" status > /dev/null 2>&1
}

# is_running NAME: whether the process of that name was started and lives. A process id may belong to somebody else by now, so its program is looked at too.
is_running() {
  local file="$cluster_folder/run/$1.pid"
  [ -f "$file" ] && ps -o args= -p "$(cat "$file")" 2> /dev/null | grep -q 'Cluster\.\(Silo\|Gateway\)\.dll'
}

# require_free PORT WHAT: fails when somebody listens there already.
require_free() {
  if (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; then
    fail "port $1, which $2 needs, is in use by another program. Stop that one (another cluster? CLUSTER_FOLDER=... scripts/down) and start this again."
  fi
}

# start NAME PROGRAM: starts a program of ours in the background with the environment that it is called with.
start() {
  local bin="${ArtifactsPath:-artifacts}/bin/$2/release/$2.dll"
  [ -f "$bin" ] || fail "$bin is missing; build first: dotnet build Cluster.sln -c Release"
  # A session of its own, so that a Ctrl-C here does not reach it.
  setsid dotnet "$bin" >> "$cluster_folder/log/$1.log" 2>&1 < /dev/null &
  echo $! > "$cluster_folder/run/$1.pid"
}

# wait_ready NAME URL: until the process says that it is ready, for two minutes at most.
wait_ready() {
  local tries=0
  until curl -sf -m 5 -o /dev/null "$2/health/ready"; do
    is_running "$1" || fail "$1 ended: $(tail -n 1 "$cluster_folder/log/$1.log") (its log is $cluster_folder/log/$1.log)"
    tries=$((tries + 1))
    [ "$tries" -lt 240 ] || fail "$1 is not ready after two minutes; its log is $cluster_folder/log/$1.log"
    sleep 0.5
  done
}

# stop NAME: tells a process to stop and waits until it is gone; one that does not go within 90 seconds, longer than any drain, is killed.
stop() {
  local process tries=0
  if is_running "$1"; then
    process=$(cat "$cluster_folder/run/$1.pid")
    kill "$process"
    while is_running "$1"; do
      tries=$((tries + 1))
      if [ "$tries" -eq 450 ]; then
        say "warning: $1 did not stop in 90 seconds and is killed."
        kill -9 "$process" || true
      fi
      sleep 0.2
    done
  fi
  rm -f "$cluster_folder/run/$1.pid"
}
