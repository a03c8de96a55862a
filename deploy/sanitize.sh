# shellcheck shell=bash disable=SC2154,SC2034  # root and logs come from steps.sh, suite from suites.sh; test.sh reads `contended`
#
# ThreadSanitizer and AddressSanitizer over the suites and over a hub at work. Sourced by test.sh.

# What races show most in: threads of their own, locks, files, streams. The parsers stand here for AddressSanitizer.
contended='^(RelayTests|SQLiteEngineTests|WebTests|VaultTests|StrictJSONTests|FormDataTests)'

# sanitized KIND [FILTER]: builds with the sanitizer, then runs the suites and a story against a hub with it.
sanitized() {
  local kind=$1 filter=${2:-.} before=$obstacle
  suite "$kind-build" read_closing_line sanitized_build "$kind"
  obstacle=${obstacle:-$(sanitized_obstacle "$kind")}
  suite "$kind-suites" read_swift_testing sanitized_suites "$kind" "$filter"
  suite "$kind-story" read_closing_line sanitized_story "$kind" story --rounds 1
  obstacle=$before
}

sanitized_build() {
  local scratch="$root/.build/$1" program
  swift build --sanitize "$1" --scratch-path "$scratch" --build-tests || return 1
  # For Swift's Mutex, whose slow way ThreadSanitizer cannot see; harmless to the other.
  clang -O2 -shared -fPIC -o "$scratch/mutex.so" deploy/sanitize/mutex.c || return 1
  # What has no sanitizer in it would pass everything.
  for program in baton batonPackageTests.xctest; do
    grep -qaE '__(tsan|asan)_init' "$scratch/debug/$program" || return 1
  done
  say "1 passed, 0 failed"
}

sanitized_obstacle() {
  grep -qx '1 passed, 0 failed' "$logs/$1-build.log" || say "the build with the $1 sanitizer failed"
}

sanitized_suites() {
  local kind=$1 filter=$2 without=()
  # A simulated world goes step by step on one thread, and under ThreadSanitizer for half an hour.
  [[ $kind == thread ]] && without=(--skip '^SimulationTests')
  # What asks for a PostgreSQL has its own suite, and the house is the same however it is built.
  under_sanitizer "$kind" suites "$root/.build/$kind/debug/batonPackageTests.xctest" --testing-library swift-testing \
    --filter "$filter" --skip 'PostgreSQL|Postgres' --skip '^HouseTests' "${without[@]}"
}

# sanitized_story KIND SCRIPT [ARGUMENT...]: a script of Tests/BlackBox against the sanitized hub.
sanitized_story() {
  local kind=$1 script=$2
  BATON_BINARY="$root/.build/$kind/debug/baton" under_sanitizer "$kind" "$(basename "$script")" \
    python3 -u "Tests/BlackBox/$script.py" --data "$stories/$kind-$(basename "$script")" "${@:3}"
}

# under_sanitizer KIND NAME COMMAND...: a report of the sanitizer fails it, whatever the command says of itself.
under_sanitizer() {
  local kind=$1 code report reports="$logs/$1-$2.report"
  local common="halt_on_error=0:exitcode=66:log_path=$reports"
  rm -f "$reports".*
  case $kind in
    thread)
      common+=":history_size=4:suppressions=$root/deploy/sanitize/thread.suppressions"
      LD_PRELOAD="$root/.build/thread/mutex.so" TSAN_OPTIONS=$common "${@:3}"
      ;;
    address)
      # What lives as long as its process is no leak.
      ASAN_OPTIONS="$common:detect_leaks=0:detect_stack_use_after_return=1" "${@:3}"
      ;;
  esac
  code=$?
  for report in "$reports".*; do
    [[ -e "$report" ]] || continue
    say "FAIL  the $kind sanitizer reports, in ${report#"$root"/}:"
    grep -h '^SUMMARY' "$report" | sort | uniq -c | sort -rn | head -n 10
    code=66
  done
  return "$code"
}
