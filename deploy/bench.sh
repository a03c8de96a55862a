#!/bin/bash
# Measures the release on this machine: medians of five, beside the ceilings of the same run.
#   bash deploy/bench.sh [--json] [--quick] [--only PART ...]
#     --quick: one short run of each, to see that it works
#     --only: ceilings idle ways handing creation changes streams ready lists growth postgres postgres-growth
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

# Standard output belongs to the table or the JSON.
{
  install_packages "${hub_packages[@]}" wrk postgresql || fail "packages are missing"
  need_swift
  build_release baton || fail "the build failed"
  # The ceilings are programs of their own; without them the table has gaps.
  build_release baton-bench || say "no baton-bench: the ceilings are left out"
} >&2

exec python3 "$root/Tests/BlackBox/bench.py" "$@"
