#!/usr/bin/env bash
# Installs what the tests need and the program does not: Chromium with a font, a C compiler for the race detector, Node
# for axe-core. Does nothing, without network, when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

packages=()
browser >/dev/null || packages+=(chromium fonts-dejavu-core)
command -v gcc >/dev/null || packages+=(gcc libc6-dev)
command -v npm >/dev/null || packages+=(nodejs npm)

if [ ${#packages[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    printf '%s\n' "Il manque : ${packages[*]}" \
      "Installez-les (sous Debian ou Ubuntu : sudo apt-get install ${packages[*]}), puis relancez make test." >&2
    exit 1
  fi
  printf 'installation de %s\n' "${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends "${packages[@]}" </dev/null >/dev/null
fi

# A copy of the lock file tells what was installed: the same lock means the same axe-core.
installed=tools/node_modules/.candidatheque.lock
if ! cmp -s tools/package-lock.json "$installed"; then
  npm ci --prefix tools --no-audit --no-fund --loglevel=error </dev/null
  cp tools/package-lock.json "$installed"
fi
