#!/bin/sh
# yorube start [--sample] | yorube VERB …: an installed bundle (docs/operations.md), run by the Node inside it.
set -eu
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
current="$folder/current"
export DATA_DIR="${DATA_DIR:-$folder/data}"
export INIT_CWD="${INIT_CWD:-$PWD}"
node="$current/node_modules/.bin/node"
if [ "${1:-}" = start ]; then
  shift
  exec "$node" "$current/scripts/start.mjs" "$@"
fi
exec "$node" "$current/scripts/yorube.mjs" "$@"
