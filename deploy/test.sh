#!/bin/bash
# Installs what is missing, builds once, runs every suite. The last line is "N passed, N failed"; exit 1 if any failed.
#   bash deploy/test.sh [--full]       of the long cases a quarter, which the commit's hash draws; --full: all of them, more
#                                      rounds, more kills, every durable system call, the fuzzer for a while
#   bash deploy/test.sh --sanitize     every suite, and a hub at work, under ThreadSanitizer and AddressSanitizer; no more
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
source "$(dirname "${BASH_SOURCE[0]}")/suites.sh"
source "$(dirname "${BASH_SOURCE[0]}")/postgres.sh"
source "$(dirname "${BASH_SOURCE[0]}")/sanitize.sh"

full=false sanitize=false
for argument in "$@"; do
  case $argument in
    --full) full=true ;;
    --sanitize) sanitize=true ;;
    *) fail "unknown argument: $argument (only --full and --sanitize)" ;;
  esac
done

mkdir -p "$logs"
rm -f "$logs"/*.log "$logs"/beside.*
stories="$root/.build/stories"
# Apart, since what is in their directories is no hub without its database.
databases="$root/.build/stories-in-postgresql"
# Some of these are kept in the one way, some in the other.
copies="$root/.build/copies"
# Apart from them, since its doctor finds something.
mails="$root/.build/mails"
faults="$root/.build/faults"
rm -rf "$stories" "$databases" "$copies" "$mails" "$faults" "$faults-nodes"

clean_up() {
  stop_postgres
  # A package manager that is ended half-way leaves the machine broken.
  [[ -n "${installing:-}" ]] && wait "$installing" 2>/dev/null
  # What a suite left behind, if this script itself is being ended.
  local left
  mapfile -t left < <(descendants $$)
  [[ ${#left[@]} -gt 0 ]] && kill -KILL "${left[@]}" 2>/dev/null
  return 0
}
trap clean_up EXIT
trap 'exit 130' INT TERM

lint() {
  local files count
  swift format lint --strict -r Sources Tests Package.swift connectors
  count=$?
  files=$(git -c safe.directory='*' ls-files '*.swift' | wc -l)
  if ((count == 0)); then say "$files passed, 0 failed"; else say "0 passed, 1 failed"; fi
  return "$count"
}

scripts() {
  local good=0 bad=0 file
  for file in deploy/*.sh .ci/run; do
    if bash -n "$file"; then ((good += 1)); else ((bad += 1)); fi
  done
  while IFS= read -r file; do
    if python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' "$file"; then
      ((good += 1))
    else
      ((bad += 1))
    fi
  done < <(find Tests -name '*.py')
  say "$good passed, $bad failed"
  ((bad == 0))
}

# The units are as tight as the operator's book says: 2.0 of systemd's own scale at most.
units() {
  local good=0 bad=0 unit
  for unit in deploy/systemd/*.service deploy/postgres/*.service; do
    if systemd-analyze security --offline=yes --threshold=20 "$unit"; then ((good += 1)); else ((bad += 1)); fi
  done
  say "$good passed, $bad failed"
  ((bad == 0 && good > 0))
}

# One build for everything. Its progress is shown as it goes, so it is no suite like the others.
build_all() {
  local started=$SECONDS stamp="$root/.build/.baton-built"
  say "== build: the release and the tests (10 to 30 minutes the first time)"
  touch "$stamp.begun"
  with_progress "$logs/build.log" swift build -c release --build-tests </dev/null &
  if attend $!; then
    mv "$stamp.begun" "$stamp"
    record build 1 0 $((SECONDS - started)) ""
    return 0
  fi
  record build 0 1 $((SECONDS - started)) ""
  return 1
}

swift_tests() { swift test -c release --skip-build --disable-xctest "$@"; }

postgresql() {
  local without=""
  start_postgres || without="no PostgreSQL; see .build/test-logs/postgres-server.log"
  obstacle=${obstacle:-$without} suite postgresql read_swift_testing swift_tests --filter 'PostgreSQL|Postgres'
  obstacle=${obstacle:-$without} in_postgres story-postgresql story --rounds $rounds
  obstacle=${obstacle:-$without} in_postgres story-postgresql-kills story --rounds $kills --kill --seed 300
  obstacle=${obstacle:-$without} BATON_HUBS_IN=$postgres_url suite doctor-postgresql read_closing_line \
    python3 -u Tests/BlackBox/doctor.py "$databases"/*
  obstacle=${obstacle:-$without} BATON_HUBS_IN=$postgres_url suite copying read_closing_line \
    python3 -u Tests/BlackBox/copying.py --kills $((kills * 3)) --data "$copies/moved"
  obstacle=${obstacle:-$without} BATON_HUBS_IN=$postgres_url suite backup-postgresql read_closing_line \
    python3 -u Tests/BlackBox/backup.py --data "$copies/restored"
  obstacle=${obstacle:-$without} BATON_HUBS_IN=$postgres_url suite demo-postgresql read_closing_line \
    python3 -u Tests/BlackBox/demo.py --data "$copies/demo"
  stop_postgres
  suite nodes read_closing_line python3 -u Tests/BlackBox/nodes.py --rounds $cluster --data "$copies/nodes"
  suite server-means read_closing_line python3 -u Tests/BlackBox/server_means.py --data "$copies/server-means"
  suite faults-nodes read_closing_line python3 -u Tests/BlackBox/faults.py --nodes "${whole[@]}" --data "$faults-nodes"
}

# black_box NAME SCRIPT [ARGUMENT...]: a script of Tests/BlackBox, on a data directory of its own.
black_box() {
  suite "$1" read_closing_line python3 -u "Tests/BlackBox/$2.py" --data "$stories/$1" "${@:3}"
}

# in_postgres NAME SCRIPT [ARGUMENT...]: the same, its hubs kept in the private PostgreSQL.
in_postgres() { BATON_HUBS_IN=$postgres_url stories=$databases black_box "$@"; }

# simulated LEVEL SEEDS [OPTION...]: so many seeds, shared out among the cores.
simulated() {
  local level=$1 cores share core started=() good=0 bad=0
  cores=$(nproc)
  share=$(($2 / cores))
  for ((core = 0; core < cores; core++)); do
    "$root/.build/release/baton" simulate --level "$level" --seeds "$share" --start $((core * share + 1)) "${@:3}" &
    started+=($!)
  done
  for core in "${started[@]}"; do
    if wait "$core"; then ((good += share)); else ((bad += 1)); fi
  done
  say "$good passed, $bad failed"
  ((bad == 0))
}

mutants_build() { swift build -c release --product baton --scratch-path .build/mutants -Xswiftc -DMUTANTS; }

# The builds of their own that the whole run needs, one after another behind the suites, which wait more than they
# compute. The suites that need them build again what failed, and say so.
build_apart() {
  renice -n 19 "$BASHPID" >/dev/null
  mutants_build
  bash deploy/fuzz.sh --build
  sanitized_build thread
}

# Every seeded bug of the engine has to be caught; only a build of its own has them.
mutants() {
  mutants_build || return 1
  .build/mutants/release/baton simulate --mutants --seeds 10000 | tee "$logs/mutants.txt"
  say "$(grep -c '^caught' "$logs/mutants.txt") passed, $(grep -c '^ESCAPED' "$logs/mutants.txt") failed"
  ! grep -q '^ESCAPED' "$logs/mutants.txt"
}

generated() { schemathesis_environment && python3 -u Tests/BlackBox/schemathesis_check.py "$@"; }

with_standard_webhooks() { webhooks_environment && "$webhooks_python" -u Tests/BlackBox/webhooks.py "$@"; }

in_browser() { browser_environment && "$browser_python" -u Tests/BlackBox/browser.py "$@"; }

# Mail, other desks and their webhooks: most of it is waiting for one another.
outside() {
  # Apart from the others: the doctor would find the mails that it parks.
  suite notices read_closing_line python3 -u Tests/BlackBox/notices.py --data "$mails"
  suite answering read_closing_line python3 -u Tests/BlackBox/answering.py --data "$mails/answering"
  # Apart for the same reason: it parks mails that nobody can file.
  suite mailing read_closing_line python3 -u Tests/BlackBox/mailing.py --data "$mails/coming-in"
  black_box bridging bridging
  suite mail-bridging read_closing_line python3 -u Tests/BlackBox/mail_bridging.py "${whole[@]}" --data "$mails/bridged"
  black_box outsiders outsiders
  black_box sharing sharing
  black_box demo demo
  black_box ailments ailments
  black_box drift drift
  black_box describing describing
  black_box mail-in mail_in
  suite webhooks read_closing_line with_standard_webhooks --data "$stories/webhooks"
}

cd "$root" || exit 1
install_packages "${hub_packages[@]}" & installing=$!
attend "$installing" || fail "packages are missing"
need_swift

if $sanitize; then
  sanitized thread
  sanitized address
  close_suites
  exit
fi

# What only the tests need is installed beside the build.
install_packages "${test_packages[@]}" "${browser_packages[@]}" >"$logs/apt.log" 2>&1 &
installing=$!

# Of the long cases the commit's hash draws a quarter; without it, or in full, all are played.
$full || BATON_SHARE=$(git -c safe.directory='*' rev-parse HEAD 2>/dev/null)
export BATON_SHARE

rounds=1 kills=2 each=1 calls=16 siege=5 examples=10 cluster=1 whole=()
$full && rounds=5 kills=12 each=5 calls=1 siege=60 examples=60 cluster=4 whole=(--full)

suite lint read_closing_line lint
suite scripts read_closing_line scripts
build_all || obstacle="the build failed"
attend "$installing" || say "some packages are missing; see .build/test-logs/apt.log"

if $full && [[ -z "$obstacle" ]]; then
  build_apart >"$logs/build-apart.log" 2>&1 </dev/null &
  apart=$!
fi

suite units read_closing_line units
webhooks_environment >"$logs/webhooks-environment.log" 2>&1 || say "no library of Standard Webhooks; its answers are recorded"
suite swift read_swift_testing swift_tests --skip 'PostgreSQL|Postgres'
beside outside
postgresql
suite must-not-compile read_closing_line bash deploy/must-not-compile.sh
black_box story story --rounds $rounds
black_box story-kills story --rounds $kills --kill --seed 100
black_box story-stages story --stages --each $each --seed 200
black_box story-calls story --syscalls --every $calls
black_box bad-input bad_input
black_box openapi openapi_check
suite schemathesis read_closing_line generated --examples $examples --data "$stories/schemathesis"
black_box matrix matrix
suite comparing read_closing_line python3 -u Tests/BlackBox/comparing.py
black_box sessions sessions
black_box attacks attacks "${whole[@]}"
# Each walks a part of the pages; those that cannot be run are what the others share.
for walk in Tests/BlackBox/pages/*.py; do
  grep -q __main__ "$walk" || continue
  walk=$(basename "$walk" .py)
  black_box "pages-$walk" "pages/$walk"
done
black_box logs logs
black_box metrics metrics
black_box backup backup
suite faults read_closing_line python3 -u Tests/BlackBox/faults.py "${whole[@]}" --data "$faults"
suite siege read_closing_line python3 -u Tests/BlackBox/siege.py --seconds $siege --data "$faults/siege"
join_beside
$full && suite simulate-memory read_closing_line simulated 1 40000
$full && suite simulate-files read_closing_line simulated 2 4000
[[ -n "${apart:-}" ]] && attend "$apart"
$full && suite mutants read_closing_line mutants
$full && sanitized thread contended
$full && suite fuzz read_closing_line bash deploy/fuzz.sh --seconds 4
suite browser read_closing_line in_browser --data "$stories/browser"
suite doctor read_closing_line python3 -u Tests/BlackBox/doctor.py "$stories"/*

close_suites
