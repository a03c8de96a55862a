# shellcheck shell=bash disable=SC2154  # logs comes from steps.sh
#
# A private PostgreSQL for the tests: its own directory, a socket there and no port, connections for all the suites at once.
# Sourced by test.sh.

postgres_folder="" postgres_url=""

# Starts it and sets BATON_TEST_POSTGRES to its connection string; postgres_url is the same for the scripts of the black box.
start_postgres() {
  local programs as=()
  programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
  [[ -x "$programs/initdb" ]] || return 1
  postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/baton-postgres-XXXXXX") || return 1
  # It refuses to run as root.
  if [[ $(id -u) -eq 0 ]]; then
    chown postgres "$postgres_folder"
    as=(runuser -u postgres --)
  fi
  chmod 755 "$postgres_folder"
  (
    cd "$postgres_folder" &&
      "${as[@]}" "$programs/initdb" -D cluster -U postgres -A trust -E UTF8 --locale=C --no-sync &&
      "${as[@]}" "$programs/pg_ctl" -D cluster -l server.log -w -t 60 start \
        -o "-c listen_addresses='' -c unix_socket_directories='$postgres_folder' -c fsync=off -c max_connections=400"
  ) >"$logs/postgres-server.log" 2>&1 || return 1
  export BATON_TEST_POSTGRES="host=$postgres_folder user=postgres dbname=postgres"
  postgres_url="postgres:///postgres?host=$postgres_folder&user=postgres"
}

# Ends the server that start_postgres started, by its process id, and removes its directory.
stop_postgres() {
  local pid
  [[ -n "$postgres_folder" ]] || return 0
  pid=$(head -n 1 "$postgres_folder/cluster/postmaster.pid" 2>/dev/null)
  if [[ -n "$pid" ]]; then
    kill -INT "$pid" 2>/dev/null
    for _ in {1..50}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null
  fi
  rm -rf "$postgres_folder"
  postgres_folder=""
}
