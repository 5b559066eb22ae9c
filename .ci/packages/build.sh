#!/usr/bin/env bash
# Packs lstm-lab for machines without Swift: a Debian package and a .tar.gz with the program, its
# completions for bash, zsh and fish, and the README. The same commit gives the same archives.
#
#   .ci/packages/build.sh [FOLDER]     FOLDER is .build/packages by default
#
# It needs dpkg-dev, beside what the program is built with.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:-.build/packages}

swift build -c release --static-swift-stdlib --product lstm-lab --scratch-path .build/static
binary=.build/static/release/lstm-lab
version=$("$binary" --version)
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
umask 022

program=$stage/program
strip --strip-unneeded -o "$program" "$binary"
for shell in bash zsh fish; do
  "$binary" --generate-completion-script "$shell" > "$stage/completions.$shell"
done

# The Debian package. Which libraries it depends on, and from which version on, its symbols say.
root=$stage/lstm-lab
install -D -m 755 "$program" "$root/usr/bin/lstm-lab"
install -D -m 644 README.md "$root/usr/share/doc/lstm-lab/README.md"
install -D -m 644 "$stage/completions.bash" "$root/usr/share/bash-completion/completions/lstm-lab"
install -D -m 644 "$stage/completions.zsh" "$root/usr/share/zsh/vendor-completions/_lstm-lab"
install -D -m 644 "$stage/completions.fish" "$root/usr/share/fish/vendor_completions.d/lstm-lab.fish"
mkdir -p "$stage/source/debian" "$root/DEBIAN"
printf 'Source: lstm-lab\n\nPackage: lstm-lab\nArchitecture: any\n' > "$stage/source/debian/control"
depends=$(cd "$stage/source" && dpkg-shlibdeps -O "$program" 2> /dev/null)
cat > "$root/DEBIAN/control" << CONTROL
Package: lstm-lab
Version: $version
Architecture: $architecture
Maintainer: the developers of lstm-lab <lstm-lab@localhost>
Section: science
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: ${depends#shlibs:Depends=}
Description: experiments with sequence models, written as YAML files
 A file says how the data is made and shaped, which layers are stacked, how they
 are trained and what must come out. lstm-lab trains every file and writes CSV
 and JSON reports that have the same bytes on any machine.
CONTROL
mkdir -p "$out"
dpkg-deb --root-owner-group --build "$root" "$out/lstm-lab_${version}_$architecture.deb" > /dev/null

# The archive: one folder, to be unpacked anywhere.
name=lstm-lab-$version-linux-$architecture
install -D -m 755 "$program" "$stage/$name/bin/lstm-lab"
install -D -m 644 README.md "$stage/$name/README.md"
for shell in bash zsh fish; do
  install -D -m 644 "$stage/completions.$shell" "$stage/$name/completions/lstm-lab.$shell"
done
tar --create --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
  --directory "$stage" "$name" | gzip --no-name --best > "$out/$name.tar.gz"

ls -l "$out"
