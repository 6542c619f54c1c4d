# A cluster of plain processes on this machine; sourced by scripts/up and scripts/down.

# Everything that it keeps: the database, uploads, logs, process ids.
cluster_folder=${CLUSTER_FOLDER:-data/cluster}
database_port=${CLUSTER_DATABASE_PORT:-5442}

# The server's programs are not on everybody's path.
postgres_program() {
  command -v "$1" 2> /dev/null || find /usr/lib/postgresql -path "*/bin/$1" 2> /dev/null | sort -V | tail -n 1
}

# The server refuses to run as root: then it runs as the user that its package made.
as_database_user() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# is_running NAME: whether the process of that name was started and lives.
is_running() {
  local file="$cluster_folder/run/$1.pid"
  [ -f "$file" ] && kill -0 "$(cat "$file")" 2> /dev/null
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
  until curl -sf -o /dev/null "$2/health/ready"; do
    is_running "$1" || fail "$1 ended; its log is $cluster_folder/log/$1.log"
    tries=$((tries + 1))
    [ "$tries" -lt 240 ] || fail "$1 is not ready after two minutes; its log is $cluster_folder/log/$1.log"
    sleep 0.5
  done
}

# stop NAME: tells a process to stop and waits until it is gone.
stop() {
  is_running "$1" || return 0
  local process
  process=$(cat "$cluster_folder/run/$1.pid")
  kill "$process"
  while kill -0 "$process" 2> /dev/null; do sleep 0.2; done
  rm -f "$cluster_folder/run/$1.pid"
}
