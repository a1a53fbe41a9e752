# Start a service as the first process of its container, as Docker does, with what
# asks for its health beside it. Run by a busybox of the pipeline's own: an image may
# have no shell.
#
# service.sh NAME CHECK SECONDS PATIENCE COMMAND...
#   CHECK     its health check as words of a shell, or nothing
#   SECONDS   after which it is unhealthy; PATIENCE is what one check may take
set -u
busybox=/.composition/bin/busybox
log=/.composition/log/$1
check=$2 seconds=$3 patience=$4
shift 4

# Files rather than pipes: what it says last is not lost with it.
exec >>"$log.log" 2>&1
echo starting >"$log.state"

serve() {
    exec "$busybox" nc -lk -p "$1" -e "$busybox" cat "$log.state"
}

# Ends with a state; its output is what the check said last.
judge() {
    if test -z "$check"; then
        # One that ends at once never runs.
        "$busybox" sleep 1
        state=running
        return
    fi
    deadline=$(($("$busybox" date +%s) + seconds))
    while :; do
        if said=$(eval "\"\$busybox\" timeout -s KILL $patience $check" 2>&1); then
            state=healthy
            return
        fi
        if test "$("$busybox" date +%s)" -ge "$deadline"; then
            state=unhealthy
            return
        fi
        "$busybox" usleep 300000
    done
}

tell() {
    said=
    judge
    printf '%s\n%s\n' "$state" "$said" >"$log.next"
    "$busybox" mv "$log.next" "$log.state"
    # What the engine waits for; it learns of an end before that by itself.
    serve 61999
}

serve 61998 </dev/null &
tell </dev/null &
exec "$@"
