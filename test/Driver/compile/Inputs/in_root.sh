#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# in_root.sh FOLDER PROGRAM [ARGUMENT…]: runs a program that sees nothing but
# the folder, as its root, and /proc. Sanitizers keep their options.
set -eu
PATH=$PATH:/usr/sbin:/sbin
user=
[ "$(id -u)" = 0 ] || user=--map-root-user
# shellcheck disable=SC2016
exec unshare $user --mount sh -c '
  root=$1
  shift
  mkdir -p "$root/proc"
  mount --rbind /proc "$root/proc"
  exec env -i TMPDIR=/scratch ASAN_OPTIONS="${ASAN_OPTIONS-}" "$(command -v chroot)" "$root" "$@"' sh "$@"
