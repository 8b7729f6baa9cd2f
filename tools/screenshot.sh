#!/bin/sh
# Makes docs/brief.png, the README's picture: the first screen of the sample's brief in headless Chromium.
# Usage: tools/screenshot.sh [CHROMIUM]     from the root of the repository, after `make demo` once.
# The same page and fonts give the same pixels; another machine's fonts give another picture.
set -eu
browser=${1:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/dateline brief 2016-12-04 samples/aleppo-december-2016 -o "$work/out"
"$browser" --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
  --disable-background-networking --disable-component-update --disable-sync --disable-quic \
  --blink-settings=preferredColorScheme=1 --user-data-dir="$work/profile" \
  --window-size=1280,1240 --screenshot="$PWD/docs/brief.png" "file://$work/out/index.html"
ls -l docs/brief.png
