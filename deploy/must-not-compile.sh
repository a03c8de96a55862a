#!/bin/bash
# Each file of Tests/MustNotCompile must fail to compile against the built modules, with the diagnostic that its first line
# names:
#   // expect: cannot convert value of type
# One that says `// expect: compiles` is the control: it fails when this script itself is broken.
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

# The flags with which the package manager compiled the executable: the module search paths, the language mode, the name of
# the package that `package` access asks for (it follows the checkout's folder, so it cannot be written here).
plan="$root/.build/${1:-release}.yaml"
[[ -r "$plan" ]] || fail "nothing is built: ${plan#"$root"/} is not there"
mapfile -t flags < <(
  grep -E '^    args: \["[^"]*swiftc","-module-name","Web",' "$plan" | head -n 1 | sed 's/^    args: //' |
    jq -r '
      . as $all | range(0; length) as $i | $all[$i] as $flag
      | if ($flag == "-I" and $all[$i - 1] != "-Xcc") or $flag == "-target" or $flag == "-swift-version"
          or $flag == "-package-name" or $flag == "-enable-upcoming-feature"
          or $flag == "-Xcc" then $flag, $all[$i + 1] else empty end')
[[ ${#flags[@]} -gt 0 ]] || fail "no flags of the target Web in ${plan#"$root"/}"

passed=0 failed=0
for snippet in "$root"/Tests/MustNotCompile/*.swift; do
  name=$(basename "$snippet" .swift)
  expected=$(sed -nE '1s|^// expect: (.+)$|\1|p' "$snippet")
  said=$(swiftc -typecheck "${flags[@]}" -module-cache-path "$root/.build/must-not-compile" "$snippet" 2>&1)
  code=$?
  if [[ -z "$expected" ]]; then
    problem="its first line names no diagnostic"
  elif [[ "$expected" == compiles ]]; then
    problem=""
    ((code == 0)) || problem="it must compile, and does not"
  elif ((code == 0)); then
    problem="it compiles"
  elif ! grep -F 'error:' <<<"$said" | grep -qF -- "$expected"; then
    problem="it fails, but not with: $expected"
  else
    problem=""
  fi
  if [[ -z "$problem" ]]; then
    ((passed += 1))
    say "ok    $name"
  else
    ((failed += 1))
    say "FAIL  $name: $problem"
    head -n 12 <<<"$said" | sed 's/^/      /'
  fi
done
say "$passed passed, $failed failed"
((failed == 0 && passed > 0))
