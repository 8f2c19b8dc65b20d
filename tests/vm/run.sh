#!/usr/bin/env bash
# Runs a command as root in the machine that build.sh made; its words, and the kernel's, are the output.
#
#   tests/vm/run.sh IMAGE COMMAND      IMAGE: an ext4 in a file, at /data in the machine; COMMAND: without ~
#
# The process that this becomes is the machine: SIGKILL is a power cut that its kernel does not know of. What it had flushed to its
# disk is in the image then, and nothing else that it had only in memory.
set -euo pipefail
vm="$(dirname "${BASH_SOURCE[0]}")/../../run/vm"
image="$1"
shift
exec qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m "${VM_MB:-2048}" \
  -display none -serial stdio -monitor none -no-reboot -kernel "$vm/vmlinuz" -initrd "$vm/initramfs.gz" \
  -drive "file=$image,if=virtio,format=raw,cache=writeback" \
  -virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
  -append "console=ttyS0 quiet panic=-1 run=$(tr ' ' '~' <<<"$*")" </dev/null
