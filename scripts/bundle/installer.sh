#!/bin/sh
# Installs Yorube @VERSION@ for @PLATFORM@ without any network:  sh THIS_FILE FOLDER
# The folder keeps every version that was installed, the one in use (current), and, unless DATA_DIR says
# otherwise, the data. Installing a newer version beside an older one touches no data.
set -eu
umask 022

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

[ $# -eq 1 ] || stop "Usage: sh $0 FOLDER    (for example /opt/yorube)
使い方: sh $0 フォルダー（例: /opt/yorube）"
[ "$(uname -s | tr A-Z a-z)-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" = "@PLATFORM@" ] ||
  stop "This file is for @PLATFORM@. / このファイルは @PLATFORM@ 用です。"
for tool in tar gzip sha256sum tail; do
  command -v "$tool" >/dev/null || stop "$tool is missing. / $tool がありません。"
done

mkdir -p "$1"
folder=$(cd "$1" && pwd)
side="$folder/.installing-@VERSION@"
version="$folder/@VERSION@"
[ ! -e "$version" ] || stop "$version is installed already. / $version はもう入っています。"
start=$(awk '/^__ARCHIVE__$/ { print NR + 1; exit }' "$0")

say "Checking … / ファイルの確認"
[ "$(tail -n "+$start" "$0" | sha256sum | cut -d' ' -f1)" = "@SHA256@" ] ||
  stop "This file is damaged: fetch it again. / ファイルが壊れています。もう一度取得してください。"

say "Unpacking … / 展開"
rm -rf "$side"
mkdir "$side"
tail -n "+$start" "$0" | gzip -dc | tar -x --no-same-owner -f - -C "$side"
cp "$side/scripts/bundled-yorube.sh" "$folder/.yorube-command"
chmod 755 "$folder/.yorube-command"
mv "$side" "$version"
ln -sfn "@VERSION@" "$folder/.current"
mv -T "$folder/.current" "$folder/current"
mv "$folder/.yorube-command" "$folder/yorube"

say "Installed in $version"
say "Start / 起動:    $folder/yorube start"
say "Sample / 見本:   $folder/yorube start --sample"
say "Guide / 手引き:  $version/docs/operations.md"
exit 0
__ARCHIVE__
