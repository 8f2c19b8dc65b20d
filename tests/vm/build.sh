#!/usr/bin/env bash
# A small virtual machine, once, in run/vm: Debian's own kernel under QEMU and an initramfs whose root is this machine's, read-only
# under a throw-away layer. Nothing is installed from its kernel package. QEMU computes every instruction, so it needs no KVM and is
# some ten times slower than this machine.
#
#   tests/vm/build.sh         does nothing when it is there already
#
# A module that Debian does not build (such as gpio-sim) goes to run/vm/extra/NAME.ko before the build, and is loaded.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../deploy/needs.sh
source deploy/needs.sh

readonly VM=run/vm
readonly MODULES=(configfs crc32c_generic virtio_pci virtio_blk ext4 9pnet_virtio 9p overlay)

[ "$(uname -m)" = x86_64 ] || cannot "The virtual machine is made for x86-64; this machine is $(uname -m)."
[ ! -e "$VM/ready" ] || exit 0
need_packages qemu-system-x86 busybox-static cpio kmod e2fsprogs mount apt dpkg
mkdir -p "$VM/extra"

# The kernel package is unpacked, not installed: nothing here boots from it.
release="$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: linux-image-//p' | head -n 1)"
if [ -z "$release" ]; then
  as_root apt-get update -q >&2
  release="$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: linux-image-//p' | head -n 1)"
fi
if [ ! -d "$VM/kernel" ]; then
  (
    cd "$VM"
    apt-get download -q "linux-image-$release-unsigned" >&2 || apt-get download -q "linux-image-$release" >&2
    dpkg-deb -x linux-image-"$release"*.deb kernel
    rm -f linux-image-*.deb
  )
fi

root="$VM/initramfs"
rm -rf "$root"
mkdir -p "$root"/{bin,proc,sys,dev,lower,layer,new}
cp /bin/busybox "$root/bin/"
modules="$root/lib/modules/$release"
mkdir -p "$modules/kernel"
cp "$VM/kernel/lib/modules/$release"/modules.{builtin,builtin.modinfo,order} "$modules/"
for name in virtio virtio_ring virtio_pci virtio_pci_legacy_dev virtio_pci_modern_dev virtio_blk 9pnet 9pnet_virtio 9p fscache netfs \
  overlay crc16 crc32c_generic libcrc32c mbcache jbd2 ext4 configfs; do
  find "$VM/kernel/lib/modules/$release" -name "$name.ko" -exec cp {} "$modules/kernel/" \;
done
extra=()
for file in "$VM"/extra/*.ko; do
  [ -e "$file" ] || continue
  cp "$file" "$modules/kernel/"
  extra+=("$(basename "$file" .ko)")
done
depmod -b "$root" "$release"

cat >"$root/init" <<INIT
#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
for module in ${MODULES[*]} ${extra[*]:-}; do modprobe \$module 2>/dev/null; done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=loose,ro root /lower
mount -t tmpfs t /layer; mkdir -p /layer/up /layer/work
mount -t overlay o -o lowerdir=/lower,upperdir=/layer/up,workdir=/layer/work /new
mount -t proc p /new/proc; mount -t sysfs s /new/sys; mount -t devtmpfs d /new/dev
mount -t configfs c /new/sys/kernel/config 2>/dev/null
mkdir -p /new/dev/pts /new/data; mount -t devpts -o ptmxmode=0666 p /new/dev/pts
mount -t tmpfs t /new/run; mount -t tmpfs t /new/tmp
[ ! -b /dev/vda ] || mount -t ext4 /dev/vda /new/data
hostname vm; ip link set lo up
stty -F /dev/console -echo 2>/dev/null
echo "VM READY"
command=\$(sed 's/.*run=//' /proc/cmdline | tr '~' ' ')
chroot /new /bin/bash -c "export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; \$command"
echo "VM DONE \$?"
sync; poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . | cpio -o -H newc 2>/dev/null | gzip -1) >"$VM/initramfs.gz"
cp "$VM/kernel/boot/vmlinuz-$release" "$VM/vmlinuz"
touch "$VM/ready"
echo "the virtual machine is in $VM (kernel $release)"
