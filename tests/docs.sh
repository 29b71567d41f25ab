#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The committed docs are what the program prints, point at what is there, and show commands that work.
#   sh tests/docs.sh PROGRAM              compares; exit 0 fine, 1 something is wrong
#   sh tests/docs.sh PROGRAM --update     writes docs/model.md, docs/inputs.md and docs/validation.md anew
set -eu
export LC_ALL=C
program=$1
case $program in /*) ;; *) program=$PWD/$program ;; esac
cd -- "$(dirname -- "$0")/.."
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

verdict() { # what, what breaks it
  if [ -z "$2" ]; then
    printf 'ok      %s\n' "$1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n%s\n' "$1" "$2" | sed '2,$s/^/          /'
  fi
}

# file, command that prints it
generated='model.md explain
inputs.md defaults
validation.md verify'

if [ "${2-}" = --update ]; then
  echo "$generated" | while read -r file verb; do
    "$program" "$verb" --markdown >"$work/$file"
    cp "$work/$file" "docs/$file"
    echo "docs/$file: written"
  done
  exit 0
fi

echo "$generated" | {
  while read -r file verb; do
    status=0
    "$program" "$verb" --markdown >"$work/$file" 2>"$work/messages" || status=$?
    if [ "$status" -ne 0 ]; then
      echo "lumireach $verb --markdown: exit $status: $(head -n 3 "$work/messages")"
    elif ! diff -u "docs/$file" "$work/$file" >"$work/diff" 2>&1; then
      head -n 15 "$work/diff"
      echo "to write it anew: sh tests/docs.sh $program --update"
    fi
  done
} >"$work/differs"
verdict 'docs/model.md, inputs.md and validation.md are what the program prints' "$(cat "$work/differs")"

# ---- the registry of equations against the tree ----

folders='base machine beamloss projections plots cli'

"$program" explain --markdown >"$work/model"
sed -n 's/^### \([A-Z][0-9]*\) .*/\1/p' "$work/model" >"$work/labels"

# Labels after "model.md" in comments and tables (M1-M7 and "R1 to R4" stand for all between), "// P4:" and "M8: in words".
# shellcheck disable=SC2086 # the list is split into words on purpose
{
  grep -rhoE --include='*.[ch]' 'model\.md [A-Z][0-9]+((, | to |-)[A-Z][0-9]+)*' $folders
  grep -rhoE --include='*.[ch]' '^// [MBPSR][0-9]+:' $folders | tr -d '/ :'
  grep -rhoE --include='*.[ch]' '"[MBPSR][0-9]+: ' $folders | tr -d '": '
} |
  sed -E 's/model\.md //; s/ to /-/g; s/, /\n/g' | sort -u |
  while read -r label; do
    case $label in
      *-*)
        letter=$(echo "$label" | cut -c 1)
        from=${label%-*}
        to=${label#*-}
        for end in "$from" "$to"; do grep -qx "$end" "$work/labels" || echo "the code names $end, explain does not know it"; done
        [ "${from#"$letter"}" -lt "${to#?}" ] || echo "the code names the range $label"
        ;;
      *) grep -qx "$label" "$work/labels" || echo "the code names $label, explain does not know it" ;;
    esac
  done >"$work/unknown"
verdict 'every label in the code has its equation' "$(cat "$work/unknown")"

# shellcheck disable=SC2016 # the back-ticks are those of the page
grep -oE '`[a-z]+/[a-z_/]+\.c:[a-z_A-Z0-9]+`' "$work/model" | tr -d '`' | sort -u |
  while IFS=: read -r file function; do
    grep -qE "(^|[^A-Za-z_0-9])$function\(" "$file" 2>/dev/null || echo "$file has no $function"
  done >"$work/places"
[ -n "$(grep -oE '\.c:lr_' "$work/model" | head -n 1)" ] || echo 'no place in the code was found at all' >>"$work/places"
verdict 'every equation points at a function that is there' "$(cat "$work/places")"

sed -n 's/^case //p' tests/cases/*.case | sort >"$work/known"
sed -n 's/^- checked by: \([A-Z0-9][^;]*\).*/\1/p' "$work/model" | tr ' ' '\n' | grep -E '^[A-Z]+[-A-Z]*[0-9]' | sort -u >"$work/cited"
[ -s "$work/cited" ] || echo none >"$work/cited"
verdict 'every case that an equation names is shipped' "$(comm -13 "$work/known" "$work/cited")"

# Whatever a table calls a quantity can be explained.
{
  "$program" lumi inputs/machines/2022-06.yaml --factors --format csv | sed -n 's/^\([A-Za-z_]*\),.*/\1/p' | grep -vx -e quantity -e factor
  "$program" plan inputs/plans/baseline.yaml --quiet --histories 10 --format json | sed -n 's/^  {"name": "\([a-z_]*\)", "title".*/\1/p'
} | sort -u >"$work/quantities"
while read -r quantity; do
  "$program" explain "$quantity" >"$work/explained" 2>&1 || echo "$quantity"
done <"$work/quantities" >"$work/unexplained"
[ "$(wc -l <"$work/quantities")" -ge 30 ] || echo 'too few quantities were found in the tables' >>"$work/unexplained"
verdict 'every quantity of lumi and every table of plan can be explained' "$(cat "$work/unexplained")"

# ---- links and commands ----

for page in README.md CHANGELOG.md docs/*.md; do
  grep -oE '\]\([^)#]+' "$page" | sed 's/^](//' | grep -v '^[a-z]*:' | while read -r link; do
    [ -e "$(dirname "$page")/$link" ] || echo "$page: $link is not there"
  done || true
done >"$work/links"
verdict 'links lead somewhere' "$(cat "$work/links")"

# Blocks marked sh are run, page by page, in a folder that sees inputs/ alone; a yaml block whose first line is a comment with
# a file name is put there first.
for page in README.md docs/*.md; do
  case $page in docs/validation.md | docs/inputs.md | docs/model.md) continue ;; esac
  place=$work/$(basename "$page" .md)
  mkdir "$place"
  ln -s "$top/inputs" "$place/inputs"
  awk -v place="$place" '
    /^```/ { if (kind) { kind = ""; close(file) } else kind = substr($0, 4); file = ""; next }
    kind == "sh" { print > (place "/commands") }
    kind == "yaml" && file == "" && /^# [a-z-]+\.yaml$/ { file = place "/" $2 }
    kind == "yaml" && file != "" { print > file }' "$page"
  [ -s "$place/commands" ] || continue
  mkdir "$place/bin"
  ln -s "$program" "$place/bin/lumireach"
  if ! (cd "$place" && PATH=$place/bin:$PATH LUMIREACH_DATA=$top sh -eux ./commands) >"$place/output" 2>&1; then
    echo "$page:"
    tail -n 6 "$place/output"
  fi
done >"$work/commands"
verdict 'the commands in the pages work' "$(cat "$work/commands")"

[ "$failed" -eq 0 ]
