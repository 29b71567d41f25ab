# SPDX-License-Identifier: GPL-3.0-or-later
# For the tests of the command line: `sh FILE PATH_OF_LUMIREACH`. A test calls `wants` or `check` and ends with `finish`.
# shellcheck shell=sh
program=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck disable=SC2034 # used by the tests
source_dir=$(CDPATH='' cd -- "$here/../.." && pwd)
case $program in /*) ;; *) program=$PWD/$program ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0
unset LUMIREACH_DATA LUMIREACH_GNUPLOT NO_COLOR || true

check() { # what, command...: the command must succeed
  what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $what" >&2
  fi
}

# Runs the program: its exit code must be the one given, results go to $work/out, messages to $work/err.
wants() { # exit code, arguments...
  code=$1
  shift
  got=0
  "$program" "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
  if [ "$got" -eq "$code" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: exit code $got instead of $code: lumireach $*" >&2
    head -n 20 "$work/err" >&2
  fi
  # nothing but results on standard output: a failed call prints none
  [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || check "no output of a failed call: lumireach $*" [ ! -s "$work/out" ]
  [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || check "a message: lumireach $*" [ -s "$work/err" ]
}

# A program in the background, $job: waits until the command holds, or the job has ended.
# shellcheck disable=SC2154 # the test sets it
waits() { # command...
  until "$@" 2>/dev/null; do
    kill -0 "$job" 2>/dev/null || break
    sleep 0.05
  done
}

# Ctrl-C: $job ends with 130.
stops() { # process that gets the interrupt
  kill -INT "$1" || kill "$job"
  got=0
  wait "$job" || got=$?
  check "exit code $got is 130: $(head -n 3 "$work/err" 2>/dev/null)" [ "$got" -eq 130 ]
}

says() { # text: it stands in the messages of the last call
  check "the message has '$1': $(head -n 3 "$work/err")" grep -qF -- "$1" "$work/err"
}

shows() { # text: it stands in the output of the last call
  check "the output has '$1'" grep -qF -- "$1" "$work/out"
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
