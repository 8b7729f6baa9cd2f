#!/usr/bin/env bash
# Install the built wheel where nothing of the repository is, and make the demonstration there.
set -euo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory wheel >/dev/null
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$room/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps dist/*.whl
cd "$room"
"$room/venv/bin/dateline" demo -o out | tail -2
test -s out/2016-12-04/index.html
