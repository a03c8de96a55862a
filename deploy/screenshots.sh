#!/bin/bash
# Renews the pictures of README.md: starts the demonstration on data of its own, signs in as its people, and photographs.
#   bash deploy/screenshots.sh
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

install_packages "${hub_packages[@]}" chromium fonts-dejavu-core || fail "packages are missing"
need_swift
build_release baton || fail "the build failed"

venv="$root/.build/venv-browser"
if [[ ! -x "$venv/bin/python" ]] || ! "$venv/bin/python" -c 'import playwright, PIL' 2>/dev/null; then
  python3 -m venv "$venv" || fail "no Python environment"
  "$venv/bin/pip" install --quiet playwright pillow || fail "Playwright could not be installed"
fi

exec "$venv/bin/python" "$root/Tests/BlackBox/screenshots.py" --into "$root/deploy/screenshots" "$@"
