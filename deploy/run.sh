#!/bin/bash
# Installs what is missing, builds, and starts the demonstration hub. What follows goes to `baton demo`:
#   bash deploy/run.sh [--data DIR] [--listen 127.0.0.1:8080] ...
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

install_packages "${hub_packages[@]}" || fail "packages are missing"
need_swift
build_release baton || fail "the build failed"

storage=(--data "${XDG_STATE_HOME:-$HOME/.local/state}/baton/demo")
for argument in "$@"; do
  case $argument in
    --data | --data=* | --database | --database=*) storage=() ;;
  esac
done
[[ ${#storage[@]} -gt 0 ]] && mkdir -p "${storage[1]}"
exec "$release/baton" demo "${storage[@]}" "$@"
