#!/bin/sh
# Stands in for the CLI: a real process that brings prepared parts, or what is planted.
engine=$(basename "$_EXPERIMENTAL_DAGGER_RUNNER_HOST" .sock)
echo "$engine $*" >> "$FAKE/asked"
if [ -e "$FAKE/$engine.dead" ]; then
    echo "could not connect to $engine"
    exit 1
fi
case "$*" in
*"core version"*)
    if [ -e "$FAKE/$engine.silent" ]; then exec sleep 600; fi
    echo v0.19.10
    exit 0
    ;;
esac
for word; do
    case $word in
    --gate=*) call=${word#--gate=} ;;
    --python=*) call=$call-${word#--python=} ;;
    --path=*) file=${word#--path=} ;;
    esac
done
planted=
for place in "$engine.$call" "$engine.any" "any.$call"; do
    if [ -e "$FAKE/$place" ]; then planted=$(cat "$FAKE/$place"); break; fi
done
case $planted in
dies) : > "$FAKE/$engine.dead"; kill -9 $$ ;;
# A child of its own, as kubectl is one of the CLI's.
hangs) sleep 600 & echo $! >> "$FAKE/children"; wait ;;
garbage) echo 'no part' > "$file"; exit 0 ;;
bytes) printf '\377\376' > "$file"; exit 0 ;;
half) head -c 40 "$FAKE/parts/$call.json" > "$file"; exit 0 ;;
nothing) exit 0 ;;
foreign) cp "$FAKE/parts/$engine.foreign.json" "$file"; exit 0 ;;
fails) echo "$call: could not run: no disk is left"; echo trailing; exit 1 ;;
esac
cp "$FAKE/parts/$call.json" "$file"
