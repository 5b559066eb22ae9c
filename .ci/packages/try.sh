#!/usr/bin/env bash
# Tries the packages where nothing is but Debian's base system: installs the Debian package, unpacks
# the .tar.gz, and runs the README's first experiment with both. It must give the committed report.
#
#   .ci/packages/try.sh [FOLDER]       the folder of .ci/packages/build.sh
#
# It needs debootstrap and runs as root.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=${1:-.build/packages}
root=$(mktemp -d)
trap 'umount "$root/proc" 2> /dev/null || true; rm -rf --one-file-system "$root"' EXIT

# The base system of this machine's release, from where this machine has its packages.
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk -v release="$codename" '$2 == release && $3 == "main" { print $1; exit }')
debootstrap --variant=minbase "$codename" "$root" "$mirror" > "$root.log" 2>&1 ||
  { tail "$root.log"; exit 1; }
rm -f "$root.log"
cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"
mount -t proc proc "$root/proc"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }
if inside sh -c 'command -v swift || command -v gcc'; then
  echo "the base system is not bare"
  exit 1
fi

cp "$packages"/*.deb "$root/root/lstm-lab.deb"
inside apt-get install --yes --no-install-recommends -qq /root/lstm-lab.deb > "$root/install.log" 2>&1 ||
  { cat "$root/install.log"; exit 1; }
mkdir "$root/root/archive"
tar --extract --gzip --file "$(echo "$packages"/*.tar.gz)" --strip-components 1 \
  --directory "$root/root/archive"

for program in lstm-lab /root/archive/bin/lstm-lab; do
  rm -rf "$root/root/project"
  mkdir -p "$root/root/project/experiments"
  cp experiments/one-to-one.yaml experiments/schema.json "$root/root/project/experiments/"
  inside sh -c "cd /root/project && $program run experiments/ && $program selftest > /dev/null"
  diff --recursive results/one-to-one "$root/root/project/results/one-to-one"
  echo "$program: the report is the committed one"
done
inside sh -c 'cd /root && lstm-lab init mine && cd mine && lstm-lab run experiments/ && lstm-lab verify experiments/'
