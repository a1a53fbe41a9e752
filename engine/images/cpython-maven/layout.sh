#!/bin/sh
# Lay an unpacked CPython out as the official image does.
# Usage: layout.sh MINOR UNPACKED PIP-LIBRARY; the result lies in /python
set -eu
minor=$1 unpacked=$2 pip=$3
local=/python/usr/local
library=$local/lib/python$minor

mkdir -p $local/bin $local/lib
cp -r "$unpacked/lib/python$minor" $local/lib/
cp -r "$unpacked/include" $local/
cp "$unpacked/libpython$minor.so.1.0" "$unpacked"/libffi.so.[0-9] $local/lib/
cp "$unpacked/bin/python$minor" $local/bin/

# What the official slim image leaves out too, and what only a build needs.
rm -rf "$library/test" "$library/idlelib" "$library/tkinter" "$library/turtledemo" \
    "$library"/config-* "$library/site-packages"
find $local -name __pycache__ -prune -exec rm -rf {} +
find $local -name '*.so*' -exec strip --strip-unneeded {} +
chmod 755 "$local/bin/python$minor"

# The build's own folder is written into the library: pip and venv read it.
built=$(sed -n "s/^ 'prefix': '\(.*\)',\$/\1/p" "$library"/_sysconfigdata_*.py)
sed -i "s,$built,/usr/local,g" "$library"/_sysconfigdata_*.py

# Its OpenSSL looks for certificates there as well.
mkdir -p "/python$built/ssl"
ln -s /etc/ssl/certs "/python$built/ssl/certs"
ln -s /etc/ssl/certs/ca-certificates.crt "/python$built/ssl/cert.pem"

mkdir "$library/site-packages"
cp -r "$pip"/site-packages/pip "$pip"/site-packages/pip-*.dist-info "$library/site-packages/"
for name in pip pip3 "pip$minor"; do
    printf '#!/usr/local/bin/python3\nfrom pip._internal.cli.main import main\nraise SystemExit(main())\n' \
        > "$local/bin/$name"
    chmod 755 "$local/bin/$name"
done
ln -s "python$minor" $local/bin/python3
ln -s python3 $local/bin/python
