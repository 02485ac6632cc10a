# shellcheck shell=bash
# What about 100 notices have, for run.sh and peers.sh.

# values INDEX FIELD NAME: up to 100 questions of a field (ref, unit) from what `list NAME` of
# $program counts 80 to 125 times.
values() {
    # shellcheck disable=SC2154 # who includes this sets it
    "$program" list --index "$1" "$3" --limit 0 --format csv | awk -F, -v field="$2" '
        { gsub(/^\xef\xbb\xbf|\r/, "") }
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "count") column = NF - i }
        NR > 1 && $(NF - column) >= 80 && $(NF - column) <= 125 && count++ < 100 { print field ":" $1 }'
}
