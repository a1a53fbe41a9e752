#!/bin/sh
# Start Redis as the official image does: not as root, and for other machines.
set -eu

case "${1:-}" in
    -* | *.conf) set -- redis-server "$@" ;;
esac

if test "${1:-}" = redis-server; then
    shift
    # Debian's answers only this machine by default, the official one anybody.
    case "${1:-}" in
        -h | --help | -v | --version) ;;
        "" | -*) set -- --protected-mode no "$@" ;;
        *) config=$1 && shift && set -- "$config" --protected-mode no "$@" ;;
    esac
    set -- redis-server "$@"
    if test "$(id -u)" = 0; then
        find . ! -user redis -exec chown redis {} +
        set -- setpriv --reuid=redis --regid=redis --init-groups "$@"
    fi
    umask 0077
fi

exec "$@"
