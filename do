#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The one entry: `sh do run` and `sh do test` install what debian/control lists, build, and run. `sh do help` lists all.
set -eu
unset DEB_BUILD_PROFILES CDPATH || true
called_from=$PWD
cd -- "$(dirname -- "$0")"
top=$PWD

usage() {
  cat <<'TEXT'
usage: sh do VERB
  run [SCENARIO [OPTIONS]]    build, run the scenario (inputs/scenarios/baseline.yaml) into out/, print the report's path
  test [asan|tsan] [REGEX]    build and run the tests (whose name matches); asan: memory, leaks, undefined behaviour; tsan: races
  bench                       run the benchmarks
  figures                     draw the figures of docs/ again
  lint                        shell scripts, direction of includes, symbols, banned functions, licence lines
  build [PRESET]              build only: release (default), debug, asan, tsan, coverage, fuzz
  clean                       remove build/ and out/
Missing packages are installed with apt-get, as root or by sudo. Exit: 0 ok, 1 failed, 4 packages are missing or the run
left no report, 64 usage, 77 skipped.
TEXT
}

say() {
  printf 'do: %s\n' "$*" >&2
}

die() { # status, text
  status=$1
  shift
  say "$*"
  exit "$status"
}

jobs() {
  nproc 2>/dev/null || echo 2
}

# Packages of debian/control, build-essential included; $1 is the build profile, nocheck = without what only tests need.
missing() {
  command -v dpkg-checkbuilddeps >/dev/null || {
    echo "build-essential and what debian/control lists"
    return
  }
  # Its status decides: it may warn on the way.
  lack=$(dpkg-checkbuilddeps -P "$1" 2>&1) || printf '%s\n' "${lack#*Unmet build dependencies: }"
}

need() { # build profile or ''
  if ! command -v apt-get >/dev/null; then
    say "no apt-get here: the packages in debian/control must come from elsewhere; going on"
    return
  fi
  lack=$(missing "$1")
  [ -n "$lack" ] || return 0
  install="apt-get build-dep --no-install-recommends -y -o DPkg::Lock::Timeout=120${1:+ -P $1} ./"
  say "to install: $lack"
  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    as_root=none
  fi
  # $as_root and $install are split into words on purpose.
  # shellcheck disable=SC2086
  if [ "$as_root" != none ] && $as_root apt-get update &&
    $as_root env DEBIAN_FRONTEND=noninteractive $install && [ -z "$(missing "$1")" ]; then
    return 0
  fi
  say "the packages could not be installed here; as root, with a package mirror in reach, run"
  printf '  cd %s && apt-get update && %s\n' "$top" "$install" >&2
  exit 4
}

build() { # preset, further options of cmake
  preset=$1
  shift
  [ ! -d build ] || [ -w build ] || die 1 "build/ cannot be written (made by root?): remove it, or run as its owner"
  cmake --preset "$preset" "$@" >&2
  cmake --build --preset "$preset" --parallel "$(jobs)" >&2
}

do_run() {
  need nocheck
  scenario=inputs/scenarios/baseline.yaml
  case ${1-} in
    '' | -?*) ;;
    *)
      scenario=$1
      shift
      case $scenario in
        - | /*) ;;
        *) [ ! -e "$called_from/$scenario" ] || scenario=$called_from/$scenario ;;
      esac
      ;;
  esac
  # A tree that was tested keeps its tests and its flags: nothing is compiled twice.
  if [ -e build/release/CMakeCache.txt ]; then build release; else build release -DBUILD_TESTING=OFF; fi
  rm -f out/report.html
  build/release/cli/lumireach run "$scenario" -o out "$@"
  [ -s out/report.html ] || die 4 "the run left no out/report.html"
  echo "$top/out/report.html"
}

# Sanitizers want a fixed address layout on newer kernels; some containers forbid asking for one.
fixed_layout() {
  if setarch "$(uname -m)" -R true 2>/dev/null; then echo "setarch $(uname -m) -R"; else echo env; fi
}

tsan_works() { # the command to run under
  command -v clang >/dev/null || return 1
  probe=$(mktemp -d)
  echo 'int main(void) { return 0; }' >"$probe/probe.c"
  works=1
  # shellcheck disable=SC2086 # the command is split into words on purpose
  if clang -fopenmp -fsanitize=thread "$probe/probe.c" -o "$probe/probe" 2>/dev/null && $1 "$probe/probe"; then
    works=0
  fi 2>/dev/null
  rm -r "$probe"
  return "$works"
}

do_test() {
  preset=release
  under='env'
  case ${1-} in
    asan | tsan)
      preset=$1
      shift
      under=$(fixed_layout)
      ;;
  esac
  need ''
  if [ "$preset" = tsan ] && ! tsan_works "$under"; then
    die 77 "test tsan: skipped, as no clang with libomp and a thread sanitizer runs here"
  fi
  build "$preset" -DBUILD_TESTING=ON -DLR_WERROR=ON
  # shellcheck disable=SC2086 # the command is split into words on purpose
  exec $under ctest --preset "$preset" --parallel "$(jobs)" ${1:+-R "$1"}
}

do_bench() {
  need nocheck
  if [ -e build/release/CMakeCache.txt ]; then build release; else build release -DBUILD_TESTING=OFF; fi
  found=0
  for program in build/release/bench/*_bench; do
    [ -x "$program" ] || continue
    found=1
    say "$(basename "$program")"
    "$program"
  done
  [ "$found" -eq 1 ] || say "no benchmark in build/release/bench"
}

do_figures() {
  need nocheck
  if [ -e build/release/CMakeCache.txt ]; then build release; else build release -DBUILD_TESTING=OFF; fi
  drawn=$(mktemp -d)
  build/release/cli/lumireach run inputs/scenarios/baseline.yaml --quiet -o "$drawn"
  for figure in luminosity luminosity_factors reach_zp_invisible; do cp "$drawn/$figure.svg" "docs/$figure.svg"; done
  rm -r "$drawn"
}

verb=${1-help}
[ $# -eq 0 ] || shift
case $verb in
  run) do_run "$@" ;;
  test) do_test "$@" ;;
  bench) do_bench ;;
  figures) do_figures ;;
  lint)
    need ''
    build release -DBUILD_TESTING=ON -DLR_WERROR=ON
    exec sh tests/lint.sh build/release
    ;;
  build)
    need ''
    build "${1-release}"
    ;;
  clean) rm -rf build out ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 64
    ;;
esac
