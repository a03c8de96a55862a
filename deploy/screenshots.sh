#!/bin/bash
# Renews the pictures of README.md: starts the demonstration on data of its own, signs in as its people, and photographs.
#   bash deploy/screenshots.sh
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

install_packages "${hub_packages[@]}" "${browser_packages[@]}" || fail "packages are missing"
need_swift
build_release baton || fail "the build failed"
browser_environment || fail "no Python environment with Playwright"
exec "$browser_python" "$root/Tests/BlackBox/screenshots.py" --into "$root/deploy/screenshots" "$@"
