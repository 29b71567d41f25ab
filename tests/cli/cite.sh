#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach --cite [SCENARIO]`: the bibliography holds every arXiv number of the inputs and equations, its BibTeX closes, and a
# scenario gets what it rests on.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"

# keys of the entries in the last output; unique, and all braces closed when counted by another program
keys() { sed -n 's/^@[a-z]*{\([^,]*\),$/\1/p' out; }
well_formed() {
  [ "$(grep -c '^@' out)" -eq "$(keys | wc -l)" ] && [ "$(keys | sort | uniq -d | wc -l)" -eq 0 ] &&
    awk '{ for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); if (c == "{") d++; if (c == "}") d--; if (d < 0) bad = 1 } if (/^@/ && d != 1) bad = 1 }
         END { exit d != 0 || bad }' out
}
has() { keys | grep -qxF -- "$1"; }

wants 0 --cite
check 'the whole bibliography is well formed' well_formed
keys >all_keys
# numbers: four digits with a month, a point, four or five digits, in a line that says arXiv
grep -rhE 'arXiv' "$source_dir"/inputs --include='*.yaml' --include='*.csv' "$source_dir"/cli/equations*.c |
  grep -oE '(^|[^0-9.])[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4,5}($|[^0-9])' | grep -oE '[0-9]{4}\.[0-9]{4,5}' | sort -u >numbers
check 'there are numbers to look for' [ "$(wc -l <numbers)" -gt 30 ]
missing=$(grep -vxF -f all_keys numbers || true)
check "every arXiv number has an entry in inputs/references.bib; none: $missing" [ -z "$missing" ]
for key in lumireach gsl sundials gnuplot random123 libyaml; do check "$key is in it" grep -qxF "$key" all_keys; done

wants 0 --cite "$source_dir/inputs/channels/zp_invisible.yaml"
check 'that of a scenario is well formed' well_formed
for key in lumireach gsl 2212.03066 1912.11276 1606.03501 read2002; do check "$key belongs to zp_invisible" has "$key"; done
for key in bjorken1988 1903.03586 2404.04640; do check "$key does not belong to zp_invisible" eval "! has $key"; done
wants 0 --cite "$source_dir/inputs/channels/alp_gammagamma.yaml"
for key in bjorken1988 1903.03586 2404.04640; do check "$key belongs to alp_gammagamma" has "$key"; done

printf 'base: %s/inputs/channels/zp_invisible.yaml\ndescription: "as arXiv:2512.00001 and 2512.00002; 2512.00003 of 2512.0"\nname: "2513.00001 in arXiv words 12512.00004"\n' "$source_dir" >own.yaml
wants 0 --cite own.yaml
check 'with unknown numbers it is well formed' well_formed
for key in 2512.00001 2512.00002 2512.00003; do check "$key is there as a @misc" has "$key"; done
shows 'eprint = {2512.00001}'
for key in 2513.00001 2512.00004 12512.00004; do check "$key is no number of arXiv" eval "! has $key"; done
"$program" --cite - <own.yaml >piped 2>err
check 'standard input is a scenario' cmp -s piped out

wants 64 --cite own.yaml own.yaml
says 'one scenario at most'
wants 64 --cite --foo
says "got the option '--foo'"
wants 2 --cite none.yaml
says 'none.yaml'
echo 'nmae: x' >wrong.yaml
wants 2 --cite wrong.yaml
says "did you mean 'name'"

mkdir -p data/inputs/channels
LUMIREACH_DATA=$PWD/data
export LUMIREACH_DATA
wants 4 --cite
says 'references.bib'
printf '@misc{a,\n  year = {1},\n}\n@misc{a,\n}\n' >data/inputs/references.bib
wants 2 --cite
says "references.bib:4: the key 'a' is there twice, first in line 1"
printf '@misc{a,\n  title = {b {c},\n}\n' >data/inputs/references.bib
wants 2 --cite
says 'references.bib:1'
finish
