#!/usr/bin/env bash
# Run a command beside a real PostgreSQL and a real Redis (and with HAProxy and nginx at hand), on loopback, in a folder that is gone afterwards:
#
#   deploy/dev/with-servers.sh make test
#
# They are Debian's packages; root installs them if they are missing. The command finds them in TEST_POSTGRES and
# TEST_REDIS, and their process ids, for tests that stop them, in TEST_POSTGRES_PID and TEST_REDIS_PID.
set -euo pipefail

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

install_missing() {
  local missing=()
  [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v haproxy >/dev/null || missing+=(haproxy)
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
  [ ${#missing[@]} -eq 0 ] && return
  # The packages would start servers of their own; ours are enough.
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; own_policy=1; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  [ -z "${own_policy:-}" ] || rm /usr/sbin/policy-rc.d
}

free_port() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

start_postgres() {
  local port
  port=$(free_port)
  [ "$(id -u)" = 0 ] && chown postgres "$folder/postgres"
  as_owner "$(postgres_bin)/initdb" --pgdata="$folder/postgres/data" --username=postgres --auth=trust --no-sync >/dev/null
  as_owner "$(postgres_bin)/pg_ctl" --pgdata="$folder/postgres/data" --silent --wait --log="$folder/postgres/log" \
    --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder/postgres -c max_connections=50" start
  TEST_POSTGRES_PID=$(head -1 "$folder/postgres/data/postmaster.pid")
  export TEST_POSTGRES_PID TEST_POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres"
}

start_redis() {
  local port
  port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$port" --save '' --dir "$folder/redis" --daemonize yes \
    --pidfile "$folder/redis/pid" --logfile "$folder/redis/log" >/dev/null
  until [ -s "$folder/redis/pid" ] && redis-cli -p "$port" ping >/dev/null 2>&1; do sleep 0.1; done
  TEST_REDIS_PID=$(cat "$folder/redis/pid")
  export TEST_REDIS_PID TEST_REDIS="redis://127.0.0.1:$port/0"
}

stop() {
  # A test may have left one frozen.
  for process in ${TEST_POSTGRES_PID:-} ${TEST_REDIS_PID:-}; do kill -CONT "$process" 2>/dev/null || true; done
  [ -z "${TEST_REDIS_PID:-}" ] || kill "$TEST_REDIS_PID" 2>/dev/null || true
  [ -z "${TEST_POSTGRES_PID:-}" ] || as_owner "$(postgres_bin)/pg_ctl" --pgdata="$folder/postgres/data" --silent --mode=immediate stop || true
  rm -rf "$folder"
}

install_missing
folder=$(mktemp -d)
chmod 755 "$folder"
mkdir "$folder/postgres" "$folder/redis"
trap stop EXIT
start_postgres
start_redis
"$@"
