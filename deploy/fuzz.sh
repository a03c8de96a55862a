#!/bin/bash
# Drives the parsers of what comes from outside with libFuzzer, each for a while. The last line is "N passed, N failed".
#   bash deploy/fuzz.sh [--seconds N] [ENTRY...]     N seconds for each entry, 60 unless told; every entry unless named
#   bash deploy/fuzz.sh --build                      only builds
# What is found is put into Tests/Fuzz/Found, from where an ordinary test tries it for ever after.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

seconds=60 entries=() only_build=false
while [[ $# -gt 0 ]]; do
  case $1 in
    --build) only_build=true ;;
    --seconds) seconds=${2:-}; shift ;;
    -*) fail "unknown argument: $1 (only --seconds N, --build, and names of entries)" ;;
    *) entries+=("$1") ;;
  esac
  shift
done
[[ "$seconds" =~ ^[1-9][0-9]*$ ]] || fail "--seconds takes a number"

fuzz="$root/Tests/Fuzz"
# Apart from the ordinary build: all of it carries the fuzzer's counters.
scratch="$root/.build/fuzz"
program="$scratch/release/baton-fuzz"
stamp="$scratch/.built"
corpora="$scratch/corpora"
((${#entries[@]})) || mapfile -t entries < <(cd "$fuzz/Seeds" && ls)

install_packages "${hub_packages[@]}" || fail "packages are missing"
need_swift
mkdir -p "$scratch"
if [[ ! -x "$program" ]] || stale "$stamp" "$fuzz/Entries" "$fuzz/Driver"; then
  say "building the fuzzer (some minutes the first time)"
  touch "$stamp.begun"
  (cd "$root" && BATON_FUZZ=1 with_progress "$logs/fuzz-build.log" \
    swift build -c release --product baton-fuzz --sanitize fuzzer --scratch-path "$scratch") || fail "the build failed"
  mv "$stamp.begun" "$stamp"
fi

$only_build && exit

passed=0 failed=0
for entry in "${entries[@]}"; do
  [[ -d "$fuzz/Seeds/$entry" ]] || fail "there is no entry $entry"
  corpus="$corpora/$entry"
  found="$fuzz/Found/$entry"
  mkdir -p "$corpus" "$found"
  # One core, so that several may run beside other work; a second is long for 4 KiB, and a gigabyte is much.
  if BATON_FUZZ_ENTRY=$entry "$program" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$found/" "$corpus" "$fuzz/Seeds/$entry" "$found" >"$logs/fuzz-$entry.log" 2>&1
  then
    ((passed += 1))
    runs=$(sed -nE 's/^stat::number_of_executed_units: ([0-9]+)$/\1/p' "$logs/fuzz-$entry.log")
    say "ok    $entry: $runs runs"
  else
    ((failed += 1))
    say "FAIL  $entry: see ${logs#"$root"/}/fuzz-$entry.log"
    grep -E "Fatal error|ERROR: libFuzzer|Test unit written" "$logs/fuzz-$entry.log" | cut -c -300 | sed 's/^/      /'
  fi
  rmdir "$found" 2>/dev/null
done
say "$passed passed, $failed failed"
((failed == 0 && passed > 0))
