# shellcheck shell=bash disable=SC2034  # what the other scripts read
#
# What the other scripts share: installing what is missing, building what is stale. Sourced, never run.

set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
release="$root/.build/release"
logs="$root/.build/test-logs"

# After a trap the runtime would hold the process for seconds while it draws a backtrace.
export SWIFT_BACKTRACE=enable=no

# What the hub is built with, and what the scripts themselves need.
hub_packages=(libsqlite3-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libargon2-dev libqrencode-dev libxxhash-dev
  libcurl4-openssl-dev libpq-dev pkg-config python3-venv curl jq)
test_packages=(postgresql haproxy postfix dovecot-imapd openssl wrk gcc libc6-dev strace valgrind binutils prometheus systemd
  libgumbo-dev request-tracker5 rt5-db-sqlite rt5-clients starlet)
# A real browser, and a font for it to draw with.
browser_packages=(chromium fonts-dejavu-core python3-venv)
browser_python="$root/.build/venv-browser/bin/python"
# One version, so that the same seed makes the same requests.
schemathesis=schemathesis==4.32.5
standardwebhooks=standardwebhooks==1.1.0
webhooks_python="$root/.build/venv-webhooks/bin/python"

say() { printf '%s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Prints those of the named packages that are not installed.
missing() {
  local package
  for package in "$@"; do
    [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || printf '%s ' "$package"
  done
}

# Installs what is missing of the named packages; says nothing and does nothing where all are there.
install_packages() {
  local wanted as_root=()
  wanted=$(missing "$@")
  [[ -z "$wanted" ]] && return 0
  say "installing: $wanted"
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || { say "not root, and no sudo: install $wanted"; return 1; }
    as_root=(sudo)
  fi
  # Two runs at once wait for each other instead of failing at apt's lock.
  local quiet=(-qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  # A failed update may still leave lists that are good enough.
  "${as_root[@]}" apt-get "${quiet[@]}" update || say "apt-get update failed; trying with the lists that are there"
  # shellcheck disable=SC2086  # one word a package
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" install -y --no-install-recommends $wanted
}

need_swift() {
  # Where the toolchain's own installer puts it, which a shell that is not a login shell may not know.
  command -v swift >/dev/null || PATH="${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}:$PATH"
  command -v swift >/dev/null || fail "no Swift toolchain: put its bin directory into PATH"
}

# Whether anything that the build is made of is newer than the stamp. Directories count, for what was deleted.
stale() {
  local stamp=$1
  [[ -e "$stamp" ]] || return 0
  [[ -n "$(find "$root/Package.swift" "$root/Sources" "$root/connectors" "${@:2}" -newer "$stamp" -print -quit)" ]]
}

# Runs a SwiftPM command, its output to a log and its progress to one line; shows the errors where it fails.
with_progress() {
  local log=$1 started=$SECONDS line shown=-30 count=""
  shift
  mkdir -p "$(dirname "$log")"
  : >"$log"
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ "$line" =~ ^\[([0-9]+/[0-9]+)\] ]] && count=${BASH_REMATCH[1]}
    if [[ -t 1 ]]; then
      printf '\r\033[K  %3d s  %s' $((SECONDS - started)) "${line:0:100}"
    elif ((SECONDS - shown >= 30)); then
      shown=$SECONDS
      say "  $((SECONDS - started)) s  ${count:-begins}"
    fi
  done < <("$@" 2>&1; echo "exit $?")
  [[ -t 1 ]] && printf '\r\033[K'
  # The last line is the exit code of the command, which the pipe would have swallowed.
  local code
  code=$(tail -n 1 "$log")
  say "  $((SECONDS - started)) s, log: ${log#"$root"/}"
  [[ "$code" == "exit 0" ]] && return 0
  grep -E 'error:' "$log" | sort -u | head -n 30
  tail -n 15 "$log"
  return 1
}

# The Python environment that drives Chromium and looks at pictures; made where it is not whole.
browser_environment() {
  "$browser_python" -c 'import playwright, PIL, axe_playwright_python' 2>/dev/null && return 0
  python3 -m venv "$root/.build/venv-browser" || return 1
  "$browser_python" -m pip install --quiet playwright pillow axe-playwright-python
}

# The environment of the program that makes requests from /openapi.json; apart, since its needs clash with others'.
schemathesis_environment() {
  local python="$root/.build/venv-schemathesis/bin/python"
  "$python" -m pip freeze 2>/dev/null | grep -qx "$schemathesis" && return 0
  python3 -m venv "$root/.build/venv-schemathesis" || return 1
  "$python" -m pip install --quiet "$schemathesis"
}

# The environment of the library by which others check what is signed; a suite of Swift's looks for it there.
webhooks_environment() {
  "$webhooks_python" -m pip freeze 2>/dev/null | grep -qx "$standardwebhooks" && return 0
  python3 -m venv "$root/.build/venv-webhooks" || return 1
  "$webhooks_python" -m pip install --quiet "$standardwebhooks"
}

# Builds the release of an executable unless it is newer than every source.
build_release() {
  local product=$1 stamp="$root/.build/.$1-built"
  if [[ -x "$release/$product" ]] && ! stale "$stamp"; then return 0; fi
  say "building the release of $product (10 to 30 minutes the first time)"
  mkdir -p "$root/.build"
  # Taken before the build, so that what is edited meanwhile counts as newer.
  touch "$stamp.begun"
  (cd "$root" && with_progress "$root/.build/build.log" swift build -c release --product "$product") || return 1
  mv "$stamp.begun" "$stamp"
}
