# Starts a cluster, prints its URL, waits for the end of the input, takes the cluster down and removes it.
# Arguments: the folder of PostgreSQL's programs, the port.
set -eu
umask 077
programs=$1 port=$2
# In memory where there is room: each test copies a database of a thousand small files, and on a disk that takes most of the time.
place=/tmp
if [ "$(df -Pk /dev/shm 2> /dev/null | awk 'NR == 2 { print $4 }')" -ge 2000000 ] 2> /dev/null; then place=/dev/shm; fi
folder=$(mktemp -d "$place/lssc-postgres.XXXXXX")
take_down() {
  "$programs/pg_ctl" stop --silent --pgdata "$folder/data" --mode immediate >&2 || true
  rm -rf "$folder"
}
trap take_down EXIT
trap '' INT HUP
trap 'exit 1' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" > "$folder/password"
# MD5 is enough for a password that is as old as this run, and every test connects: SCRAM was a tenth of all their work.
# Ordered by English rules, so that a column which forgets `COLLATE "C"` is noticed. What is lost in a crash of the machine does not matter here.
"$programs/initdb" --pgdata "$folder/data" --username postgres --pwfile "$folder/password" --auth md5 \
  --encoding UTF8 --locale C.UTF-8 --locale-provider icu --icu-locale en-US --no-sync > "$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
cat >> "$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
SETTINGS
"$programs/pg_ctl" start --silent --wait --pgdata "$folder/data" --log "$folder/server.log" < /dev/null > /dev/null || { cat "$folder/server.log" >&2; exit 1; }
echo "postgres://postgres:$password@127.0.0.1:$port/postgres"
cat > /dev/null
