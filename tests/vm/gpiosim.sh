#!/usr/bin/env bash
# Real GPIO lines for the virtual machine: gpio-sim, which Debian's kernels leave out, built from Debian's own kernel source for the
# kernel of the machine, into run/vm/extra, where build.sh takes it from.
#
#   tests/vm/gpiosim.sh         does nothing when it is there already
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../deploy/needs.sh
source deploy/needs.sh

readonly EXTRA=run/vm/extra SOURCE=linux-source-6.1
[ ! -e "$EXTRA/gpiosim.ko" ] || exit 0
release="$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: linux-image-//p' | head -n 1)"
if [ -z "$release" ]; then
  as_root apt-get update -q >&2
  release="$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: linux-image-//p' | head -n 1)"
fi
need_packages "linux-headers-$release" "$SOURCE" gcc make xz-utils

made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
for file in drivers/gpio/gpio-sim.c drivers/gpio/gpiolib.h kernel/irq/irq_sim.c; do
  tar -xJf "/usr/src/$SOURCE.tar.xz" -C "$made" --strip-components="$(tr -cd / <<<"$SOURCE/$file" | wc -c)" "$SOURCE/$file"
done
# irq_to_desc is not for modules; the call that is for them does the same here.
sed -i 's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq_safe(irqnum)/' "$made/irq_sim.c"
printf 'obj-m += gpiosim.o\ngpiosim-y := gpio-sim.o irq_sim.o\n' >"$made/Makefile"
make -s -C "/usr/src/linux-headers-$release" M="$made" modules
mkdir -p "$EXTRA"
mv "$made/gpiosim.ko" "$EXTRA/"
rm -f run/vm/ready # a machine that was built without it is built again
