#!/bin/sh
# Lay Debian's CPython out as the official image does.
# Usage: layout.sh MINOR PIP-LIBRARY; the result lies in /python
set -eu
minor=$1 pip=$2
local=/python/usr/local
library=$local/lib/python$minor

mkdir -p $local/bin $local/lib
cp "/usr/bin/python$minor" $local/bin/
cp -r "/usr/lib/python$minor" $local/lib/
rm -rf "$library/test" "$library/idlelib" "$library/tkinter" "$library"/config-* \
    "$library/lib2to3/tests" "$library/EXTERNALLY-MANAGED" "$library/sitecustomize.py"
find $local -name __pycache__ -prune -exec rm -rf {} +

# Debian keeps its packages and a person's apart; the official image does not.
sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" "$library/sysconfig.py"
mkdir "$library/dist-packages"
# The module that finds packages is frozen into the binary, so it is told here.
echo "import site; site.addsitedir('/usr/local/lib/python$minor/site-packages')" \
    > "$library/dist-packages/site-packages.pth"

mkdir -p "$library/site-packages"
cp -r "$pip"/site-packages/pip "$pip"/site-packages/pip-*.dist-info "$library/site-packages/"
# ensurepip takes its wheels from there.
mkdir -p /python/usr/share && cp -r /usr/share/python-wheels /python/usr/share/
for name in pip pip3 "pip$minor"; do
    printf '#!/usr/local/bin/python3\nfrom pip._internal.cli.main import main\nraise SystemExit(main())\n' \
        > "$local/bin/$name"
    chmod 755 "$local/bin/$name"
done
ln -s "python$minor" $local/bin/python3
ln -s python3 $local/bin/python
