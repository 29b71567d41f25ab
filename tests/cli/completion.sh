#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The completion scripts in real shells, and the manual page through troff.
#   sh tests/cli/completion.sh PROGRAM
# Exit: 0 fine, 1 something is wrong. A shell that is not installed is skipped, and said so.
set -eu
export LC_ALL=C
program=$1
case $program in /*) ;; *) program=$PWD/$program ;; esac
top=$(cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

verdict() { # what, 0 when it holds
  if [ "$2" -eq 0 ]; then
    printf 'ok      %s\n' "$1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$1"
  fi
}

"$program" completion bash >"$work/lumireach.bash"
"$program" completion zsh >"$work/lumireach.zsh"

if command -v bash >/dev/null; then
  cat >"$work/driver.bash" <<'TEXT'
source "$1/lumireach.bash"
cd "$2"
failed=0
candidates() { # the words of the line, the last one being completed
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _lumireach
}
has() { # what is wanted among the candidates, words
  local want=$1 one
  shift
  candidates "$@"
  for one in "${COMPREPLY[@]}"; do [[ $one == "$want" ]] && return 0; done
  printf 'FAILED  bash: "%s" lacks %s, has: %s\n' "$*" "$want" "${COMPREPLY[*]:0:8}"
  failed=1
}
lacks() {
  local what=$1 one
  shift
  candidates "$@"
  for one in "${COMPREPLY[@]}"; do
    [[ $one == "$what" ]] && printf 'FAILED  bash: "%s" offers %s\n' "$*" "$what" && failed=1
  done
  return 0
}
for verb in run lumi fill plan reach limit check defaults explain verify completion help; do has $verb lumireach "${verb:0:2}"; done
has --version lumireach --v
lacks run lumireach re
has --factors lumireach lumi --fa
has --format lumireach lumi --fo
lacks --factors lumireach plan --
has --histories lumireach plan --
has --help lumireach explain --
has json lumireach plan --format j
has csv lumireach plan -f ''
has csv lumireach plan --format = c
has text lumireach plan --format =
lacks csv lumireach plan -f j
has machine.ler.current= lumireach plan --set machine.ler.cu
has machine.her.bunch_length= lumireach lumi -s machine.her.b
has plan.recorded_so_far.value= lumireach plan -s plan.rec
has plan.period_defaults.availability= lumireach plan -s plan.period_defaults.a
has plan.periods. lumireach plan -s plan.per
has plan.periods.2030.peak= lumireach plan -s plan.periods.2030.
lacks plan.periods.2030.peak= lumireach plan -s plan.periods.2030.a
has plan.shutdowns.LS2.slip= lumireach plan -s plan.shutdowns.LS2.s
has channels.zp_invisible.reference.luminosity= lumireach reach -s channels.zp_invisible.reference.l
has channels.alp_gammagamma.existing.x.cl= lumireach reach -s channels.alp_gammagamma.existing.x.
has reach.masses= lumireach reach --set reach.m
has zp_invisible lumireach reach --channel z
has alp_gammagamma lumireach reach -c ''
has cls-hybrid lumireach limit --method cls-h
has punzi lumireach limit -m ''
lacks punzi lumireach reach -m p
has xi_y_hourglass lumireach explain xi_y_h
has M2 lumireach explain M
has plan lumireach help pl
has zsh lumireach completion ''
has inputs/scenarios lumireach run inputs/s
has inputs/scenarios/baseline.yaml lumireach run inputs/scenarios/b
lacks README.md lumireach run READ
has inputs lumireach run -o in
complete -p lumireach >/dev/null || { echo 'FAILED  bash: nothing is registered'; failed=1; }
exit $failed
TEXT
  status=0
  bash --norc -u "$work/driver.bash" "$work" "$top" || status=1
  verdict 'bash completes verbs, options, keys, channels, quantities, files' "$status"
  status=0
  bash --norc -n "$work/lumireach.bash" || status=1
  verdict 'bash reads the script' "$status"
else
  echo 'skipped bash is not installed'
fi

# Every key that completion offers is one that the reader knows: `defaults -a` lists the same names.
keys=$(sed -n "s/^_lumireach_keys='\(.*\)'\$/\1/p" "$work/lumireach.bash" | tr ' ' '\n' | sed 's/.*\.//' | sort -u | grep -v '^ID$')
"$program" defaults -a >"$work/defaults"
missing=$(for key in $keys; do grep -qE "^[ #]*$key:" "$work/defaults" || echo "$key"; done)
status=0
[ -n "$keys" ] && [ -z "$missing" ] || status=1
verdict "the keys are those of 'defaults -a' ${missing:+(not there: $missing)}" "$status"

if command -v zsh >/dev/null; then
  status=0
  zsh -f -n "$work/lumireach.zsh" || status=1
  verdict 'zsh reads the script' "$status"
  # shellcheck disable=SC2016 # zsh expands it
  got=$(zsh -f -c 'compdef() { :; }; source $1; _lumireach_fitting_keys plan.periods.2030.pe; _lumireach_options lumi' zsh \
    "$work/lumireach.zsh" || true)
  status=0
  case $got in plan.periods.2030.peak*--factors*) ;; *) status=1 ;; esac
  verdict 'zsh finds keys and options' "$status"
else
  echo 'skipped zsh is not installed'
fi

"$program" help --man >"$work/lumireach.1"
if command -v groff >/dev/null; then
  status=0
  complaints=$(groff -man -ww -Tutf8 "$work/lumireach.1" 2>&1 >"$work/page" || echo failed)
  [ -z "$complaints" ] && grep -q 'gnuplot' "$work/page" || status=1
  verdict "groff takes the manual page without a warning${complaints:+: $complaints}" "$status"
else
  echo 'skipped groff is not installed'
fi
if command -v mandoc >/dev/null; then
  status=0
  mandoc -Tlint -Wwarning "$work/lumireach.1" || status=1
  verdict 'mandoc takes the manual page without a warning' "$status"
else
  echo 'skipped mandoc is not installed'
fi

status=0
for verb in $("$program" help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' | sort -u); do
  [ "$verb" != lumireach ] || continue
  "$program" help "$verb" >"$work/a"
  "$program" "$verb" --help >"$work/b"
  cmp "$work/a" "$work/b" || status=1
  grep -q "^\.SS $verb\$" "$work/lumireach.1" || { echo "the manual page lacks $verb"; status=1; }
done
verdict "help VERB is VERB --help, and the manual page has every verb" "$status"
for bad in 'help nonsense' 'completion fish' 'explain lumniosity' 'explain M1 -M' 'help lumi --man'; do
  status=0
  # shellcheck disable=SC2086 # split on purpose
  "$program" $bad >"$work/a" 2>"$work/b" || status=$?
  [ "$status" -eq 64 ] && [ ! -s "$work/a" ] && [ -s "$work/b" ] && status=0 || status=1
  verdict "'$bad' is wrong usage" "$status"
done
[ "$failed" -eq 0 ]
