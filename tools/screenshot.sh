#!/bin/sh
# Makes docs/brief.png and docs/brief-phone.png, the README's pictures: the first screen of the sample's brief
# at 1280 and at 390 pixels, in headless Chromium.
# Usage: tools/screenshot.sh [CHROMIUM]     from the root of the repository.
# The same page and fonts give the same pixels; another machine's fonts give another picture.
set -eu
browser=${1:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/dateline init "$work/desk" >/dev/null
.venv/bin/dateline add samples/aleppo-december-2016 --desk "$work/desk" --quiet
.venv/bin/dateline read --desk "$work/desk" --quiet
for day in 2016-12-03 2016-12-04; do # the later brief says what changed since the earlier one
  .venv/bin/dateline brief "$day" --desk "$work/desk" --quiet -o "$work/$day"
done

picture() { # ADDRESS WIDTH HEIGHT FILE
  "$browser" --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
    --disable-background-networking --disable-component-update --disable-sync --disable-quic \
    --allow-file-access-from-files --blink-settings=preferredColorScheme=1 --user-data-dir="$work/profile" \
    --window-size="$2,$3" --screenshot="$PWD/docs/$4" "$1" 2>/dev/null
  ls -l "docs/$4"
}
page="file://$work/2016-12-04/index.html"
picture "$page" 1280 1560 brief.png
# A browser's window is never narrower than 500 pixels; a frame is as narrow as a phone.
printf '<body style="margin:0"><iframe src="%s" style="width:390px;height:1400px;border:0"></iframe>' "$page" >"$work/phone.html"
picture "file://$work/phone.html" 390 1400 brief-phone.png
