#!/bin/bash
# Start PostgreSQL as the official image does: not as root, and where there is no
# database yet, make one first, which answers on the socket only until it is whole.
set -euo pipefail

# setting NAME DEFAULT: the variable's value, or what the file in NAME_FILE holds.
setting() {
    local file=$1_FILE
    if test -n "${!file:-}"; then
        cat "${!file}"
    else
        printf %s "${!1:-$2}"
    fi
}

become_postgres() {
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA"
    chmod 3777 /var/run/postgresql
    find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres {} +
    export HOME=/var/lib/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
}

make_cluster() {
    local method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if test -z "$password" && test "$method" != trust; then
        echo "could not make the database: POSTGRES_PASSWORD is empty; set it" >&2
        exit 1
    fi
    # What the official image has compiled in or in its sample of the settings.
    local settings=(--set=listen_addresses='*' --set=unix_socket_directories=/var/run/postgresql)
    # shellcheck disable=SC2086 # The last is several words.
    printf %s "$password" | initdb --username="$user" "${settings[@]}" \
        ${password:+--pwfile=/dev/stdin} ${POSTGRES_INITDB_ARGS:-}
    echo "host all all all $method" >> "$PGDATA/pg_hba.conf"
}

fill_cluster() {
    pg_ctl --wait --options="-c listen_addresses='' ${*@Q}" start
    test "$database" = postgres || createdb --username="$user" "$database"
    local script
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sh) POSTGRES_USER=$user POSTGRES_DB=$database bash "$script" ;;
            *.sql) run_sql < "$script" ;;
            *.sql.gz) gunzip --stdout "$script" | run_sql ;;
        esac
    done
    pg_ctl --mode=fast --wait stop
}

run_sql() {
    psql --set=ON_ERROR_STOP=1 --no-psqlrc --username="$user" --dbname="$database"
}

case ${1:-} in
    -*) set -- postgres "$@" ;;
esac

if test "${1:-}" = postgres && ! [[ " $* " =~ \ (--help|--version|-V|-\?|-C)\  ]]; then
    test "$(id -u)" != 0 || become_postgres "$@"
    if ! test -s "$PGDATA/PG_VERSION"; then
        user=$(setting POSTGRES_USER postgres)
        password=$(setting POSTGRES_PASSWORD "")
        database=$(setting POSTGRES_DB "$user")
        make_cluster
        fill_cluster "${@:2}"
    fi
fi

exec "$@"
