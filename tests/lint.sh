#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the house that a program can check; each prints what breaks it. ctest runs it too.
#   sh tests/lint.sh [BUILD_DIR]     without a build the symbols are not looked at
set -eu
export LC_ALL=C
build=${1-}
case $build in '' | /*) ;; *) build=$PWD/$build ;; esac
cd -- "$(dirname -- "$0")/.."
folders='base machine beamloss projections plots cli'
failed=0

verdict() { # rule, what breaks it
  if [ -z "$2" ]; then
    printf 'ok      %s\n' "$1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n%s\n' "$1" "$2" | sed '2,$s/^/          /'
  fi
}

tree() { # files of the project by the tests of find
  find . -path './build*' -prune -o -path ./out -prune -o -path ./.git -prune -o -type f \( "$@" \) -print |
    sed 's|^\./||' | sort
}

may_include() { # folder: what its includes may begin with
  case $1 in
    base) echo base ;;
    machine) echo 'base|machine' ;;
    beamloss) echo 'base|machine|beamloss' ;;
    projections) echo 'base|machine|beamloss|projections' ;;
    plots) echo 'base|plots' ;;
    cli) echo 'base|machine|beamloss|projections|plots|cli' ;;
  esac
}

# Every include of one of our folders, or by a path upwards, that the folder may not see.
includes() {
  known=$(echo "$folders tests bench" | tr ' ' '|')
  for folder in $folders; do
    [ -d "$folder" ] || continue
    find "$folder" -name '*.[ch]' -exec grep -nHE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"](($known)/|.*\.\./)" {} + |
      grep -vE "include[[:space:]]*[<\"]($(may_include "$folder"))/[^.]*(\.[^./][^/]*)?[>\"]" || true
  done
}

# A comment or a string may name a banned function; a call may not stand.
banned() {
  for file in $(tree -name '*.[ch]'); do
    sed -E 's/"([^"\\]|\\.)*"/""/g; s,/\*[^*]*\*/,,g; s,//.*,,' "$file" |
      grep -nE '(^|[^[:alnum:]_])(strcpy|strcat|sprintf|gets|strtok|setlocale|system|popen)[[:space:]]*\(' |
      sed "s|^|$file:|" || true
  done
}

# The objects rather than the linked program: the linker adds names of its own and hides ours.
symbols() {
  for folder in $folders; do
    [ -d "$build/$folder" ] || continue
    find "$build/$folder" -name '*.o' -exec nm -A -g --defined-only {} + | sed "s|^$build/||" |
      awk '$NF !~ /^lr_/ && $NF !~ /^(main|__odr_asan.*)$/ { print }'
  done
}

licences() {
  tree -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.cmake' -o -name CMakeLists.txt -o -name '*.yaml' \
    -o -path ./do -o -path ./.ci/run | while IFS= read -r file; do
    head -n 2 "$file" | sed '/^#!/d' | head -n 1 | grep -qE '^(//|#) SPDX-License-Identifier: GPL-3.0-or-later$' ||
      echo "$file"
  done
}

shell() {
  # shellcheck disable=SC2046 # no name in the tree has a space; `names` says so
  shellcheck ./do .ci/run $(tree -name '*.sh') 2>&1 || true
}

names() {
  find . -path './build*' -prune -o -path ./.git -prune -o -name '*[!A-Za-z0-9._+,=@-]*' -print
}

verdict 'file names have no spaces or special characters' "$(names)"
verdict 'includes go one way: base <- machine <- beamloss <- projections; plots sees base; cli sees all' "$(includes)"
verdict 'no call of strcpy strcat sprintf gets strtok setlocale system popen' "$(banned)"
verdict 'the licence line comes first' "$(licences)"
verdict 'shellcheck' "$(shell)"
if [ -z "$build" ]; then
  echo 'skipped global symbols: no build directory given'
elif ! find "$build" -name '*.o' | grep -q .; then
  verdict 'global symbols are lr_* or main' "no objects in $build: build first"
else
  verdict 'global symbols are lr_* or main' "$(symbols)"
fi
[ "$failed" -eq 0 ]
