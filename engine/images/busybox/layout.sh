#!/bin/sh
# Lay a static busybox out as the official image is.
# Usage: layout.sh BUSYBOX FOLDER
set -eu
busybox=$1 root=$2

mkdir -p "$root/bin" "$root/etc" "$root/home" "$root/root" "$root/usr/bin" "$root/var"
mkdir -m 1777 "$root/tmp" "$root/var/tmp"
cp "$busybox" "$root/bin/"
# In there it finds no library: it has to be static.
for applet in $(chroot "$root" /bin/busybox --list); do
    test "$applet" = busybox || ln -s busybox "$root/bin/$applet"
done
ln -s ../../bin/env "$root/usr/bin/env"
sed -n '/^\(root\|daemon\|bin\|sys\|www-data\|nobody\):/s,[^:]*$,/bin/false,p' /etc/passwd \
    | sed '/^root:/s,[^:]*$,/bin/sh,' > "$root/etc/passwd"
sed -n '/^\(root\|daemon\|bin\|sys\|www-data\|nogroup\):/p' /etc/group > "$root/etc/group"
