# shellcheck shell=bash disable=SC2154  # logs comes from steps.sh
#
# How a suite of test.sh runs: its log, its counts, its time, the watchdog. Sourced by test.sh.

names=() passed=() failed=() seconds=() notes=()
# Everything ends here, whatever hangs.
deadline=$((SECONDS + 75 * 60))
timed_out=false
# Why the suites that follow cannot run; empty while they can.
obstacle=""

# The process ids of all descendants, children after parents. /proc alone: procps may not be installed.
descendants() {
  local parent=$1 file stat fields child
  for file in /proc/[0-9]*/stat; do
    { read -r stat <"$file"; } 2>/dev/null || continue
    # The name in brackets may hold blanks; state and parent follow the last bracket.
    fields=${stat##*) }
    fields=${fields#* }
    if [[ "${fields%% *}" == "$parent" ]]; then
      child=${stat%% *}
      printf '%s\n' "$child"
      descendants "$child"
    fi
  done
}

# Ends a process and all below it: politely, then for good. The list is taken first, for orphans have no parent to be found by.
end_tree() {
  local all
  mapfile -t all < <(printf '%s\n' "$1"; descendants "$1")
  kill -TERM "${all[@]}" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "${all[@]}" 2>/dev/null || return 0
    sleep 0.2
  done
  kill -KILL "${all[@]}" 2>/dev/null
}

# Runs a command, its output to a log, until it ends or the deadline passes.
guarded() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  attend $!
}

# Waits for a child, at most until the deadline. The code of the child, or 124.
attend() {
  local child=$1
  while kill -0 "$child" 2>/dev/null; do
    if ((SECONDS >= deadline)); then
      timed_out=true
      say "  75 minutes are over: ending it"
      end_tree "$child"
      wait "$child" 2>/dev/null
      return 124
    fi
    sleep 0.2
  done
  wait "$child"
}

record() {
  names+=("$1") passed+=("$2") failed+=("$3") seconds+=("$4") notes+=("$5")
}

# suite NAME READER COMMAND...: runs the command and lets the reader find its counts in the log.
suite() {
  local name=$1 reader=$2 log="$logs/$1.log" started=$SECONDS code counts
  shift 2
  $timed_out && obstacle="out of time"
  if [[ -n "$obstacle" ]]; then
    not_run "$name"
    return
  fi
  say "== $name"
  guarded "$log" "$@"
  code=$?
  counts=$("$reader" "$log")
  local good=${counts% *} bad=${counts#* } note=""
  if [[ -z "$counts" ]]; then
    good=0 bad=1 note="not run"
    $timed_out && note="out of time"
  elif ((code != 0 && bad == 0)); then
    # It counts no failure, but ended as one: a crash, a time-out.
    bad=1 note="exit code $code"
  fi
  record "$name" "$good" "$bad" $((SECONDS - started)) "$note"
  say "   $good passed, $bad failed, $((SECONDS - started)) s ${note:+($note)}"
  if ((bad > 0)); then
    { grep -E '^(FAIL|✘)|error:' "$log" | head -n 20; say "..."; tail -n 25 "$log"; } | sed 's/^/   | /'
  fi
}

# beside COMMAND: runs the suites of a command beside those that follow, which wait more than they compute as they do. What
# they say is kept until `join_beside`.
beside() {
  (
    names=() passed=() failed=() seconds=() notes=()
    "$@"
    declare -p names passed failed seconds notes | sed 's/^declare -a /their_/' >"$logs/beside.records"
  ) >"$logs/beside.out" 2>&1 &
  besides=$!
}

# Waits for them, says what they said, and counts them with the others.
join_beside() {
  local their_names=() their_passed=() their_failed=() their_seconds=() their_notes=() index
  attend "$besides"
  cat "$logs/beside.out"
  # shellcheck disable=SC1091  # it is written above
  [[ -f "$logs/beside.records" ]] && source "$logs/beside.records"
  ((${#their_names[@]} > 0)) || record beside 0 1 0 "not run"
  for index in "${!their_names[@]}"; do
    record "${their_names[index]}" "${their_passed[index]}" "${their_failed[index]}" "${their_seconds[index]}" \
      "${their_notes[index]}"
  done
}

# A suite that could not run has failed.
not_run() {
  record "$1" 0 1 0 "not run: $obstacle"
  say "== $1: **not run** ($obstacle)"
}

# The readers print "PASSED FAILED", or nothing where the log has no summary.

read_closing_line() {
  sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$1" | tail -n 1
}

read_swift_testing() {
  local total bad
  total=$(sed -nE 's/.*Test run with ([0-9]+) tests?( in [0-9]+ suites?)? (passed|failed) after.*/\1/p' "$1" | tail -n 1)
  # No test at all is a filter that matches nothing.
  [[ -z "$total" || "$total" == 0 ]] && return
  bad=$(grep -E '^✘ Test .* failed after' "$1" | grep -cvE '^✘ Test run with [0-9]+ test')
  if grep -qE 'Test run with .* failed after' "$1" && ((bad == 0)); then bad=1; fi
  printf '%s %s\n' $((total - bad)) "$bad"
}

# The table, then the one closing line; the exit code of the whole.
close_suites() {
  local index left good=0 bad=0
  say ""
  printf '%-34s %8s %8s %8s  %s\n' suite passed failed seconds ""
  for index in "${!names[@]}"; do
    printf '%-34s %8s %8s %8s  %s\n' \
      "${names[index]}" "${passed[index]}" "${failed[index]}" "${seconds[index]}" "${notes[index]}"
    ((good += passed[index], bad += failed[index]))
  done
  say ""
  left=$(cat "$logs"/*.log | grep -cE 'another commit.s quarter has it')
  ((left > 0)) && say "$left long cases are left to the quarters of other commits; --full plays them all"
  say "$good passed, $bad failed"
  ((bad == 0 && good > 0))
}
