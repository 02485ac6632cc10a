#!/usr/bin/env bash
# Measures the program on generated notices whose answers are known, and prints what it
# costs: CPU seconds, bytes and ratios, no wall time, so that a busy machine tells the same.
#
#     bench/run.sh PROGRAM [TOOLS]
#
# TOOLS is the folder of generate, latency and analysis (build/bench). NOTICES says how many
# ("10000 100000"; "10000 100000 1000000" takes a quarter of an hour), TRACUU_BENCH where to work
# (else a temporary folder). The table goes to standard output and between the marks of
# docs/measurements.md. A wrong answer ends it with 1.
set -eu
program=$(realpath "$1")
tools=$(realpath "${2:-build/bench}")
home=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=bench/values.sh
source "$home/bench/values.sh"
export TRACUU_READER=${TRACUU_READER:-$(dirname "$program")/tracuu-reader}
unset TRACUU_INDEX
work=${TRACUU_BENCH:-}
if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
: >"$work/growth"
wrong=0

# cost COMMAND…: user + system seconds of the command in $seconds, its greatest memory in
# $megabytes, what it printed in $work/out.
cost() {
    if /usr/bin/time -o "$work/time" -f '%U %S %M' "$@" >"$work/out" 2>"$work/err"; then
        status=0
    else
        status=$?
    fi
    seconds=$(tail -n 1 "$work/time" | awk '{ printf "%.2f", $1 + $2 }')
    megabytes=$(tail -n 1 "$work/time" | awk '{ printf "%.0f", $3 / 1024 }')
    return "$status"
}

row() {
    printf '| %s | %s | %s | %s |\n' "$1" "$2" "$3" "${4:-}"
}

# check WHAT EXPECTED FOUND
check() {
    if [ "$2" != "$3" ]; then
        echo "wrong: $1: expected $2, found $3" >&2
        wrong=1
    fi
}

ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'
}

answer() {
    awk -F'\t' -v kind="$1" -v field="$2" '$1 == kind { print $field }' "$notices/.answers.tsv"
}

# Questions of words that stand side by side in the notices: WORDS a line, COUNT lines.
questions() {
    find "$notices" -name '*[05]7.txt' | sort | head -n "$2" | while read -r file; do
        awk -v words="$1" '/^- / && NF > words + 8 {
            line = $5
            for (i = 6; i < 5 + words; i++) line = line " " $i
            gsub(/[^ ]*[0-9\/][^ ]*|[.,;:()"!?-]/, "", line)
            print line
            exit
        }' "$file"
    done
}

# How a cost of this size compares to that of the smallest one.
grown() {
    printf '%s\t%s\t%s\n' "$1" "$count" "$2" >>"$work/growth"
}

# latency ROW FILE OPTION…: microseconds of a question, asked one after another; the median in
# $median.
latency() {
    local name=$1 file=$2
    shift 2
    "$tools/latency" "$index" "$file" 2 "$@" >"$work/out"
    median=$(sed 's/.* p50=\([0-9]*\).*/\1/' "$work/out")
    row "$name" "$(sed 's/.* p50=\([0-9]*\).*/\1 µs/' "$work/out")" \
        "p99 $(sed 's/.* p99=\([0-9]*\).*/\1 µs/' "$work/out")" \
        "$(sed 's/n=\([0-9]*\).* matches=\([0-9]*\).*/\1 questions, \2 notices counted/' "$work/out")"
}

one_size() {
    local count=$1
    notices=$work/notices-$count index=$work/index-$count
    rm -rf "$index"
    [ -e "$notices/.answers.tsv" ] ||
        "$tools/generate" "$home/corpus/samples" "$notices" "$count"
    # What changed just before it is read is read once more in the next run.
    sleep 3
    local input
    input=$(find "$notices" -name '*.txt' -printf '%s\n' | awk '{ sum += $1 } END { print sum }')

    printf '\n### %s notices, %s MB\n\n' "$count" "$((input / 1000000))"
    printf '| what | cost | beside | notes |\n|---|---|---|---|\n'

    cost "$program" index --index "$index" --jobs 1 "$notices"
    local full=$seconds
    row "indexing, one core" "$seconds s" "$(ratio "$((input / 1000))" "${full}e3") MB/s" "$megabytes MB of memory"
    grown "indexing, ms of CPU a MB" "$(awk -v s="$full" -v n="$input" 'BEGIN { printf "%.1f", s * 1e9 / n }')"
    local bytes stored
    bytes=$(du -sb "$index" | cut -f 1)
    stored=$(find "$index" \( -name documents -o -name dictionaries \) -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
    row "index" "$((bytes / 1000000)) MB" "$(ratio "$bytes" "$input") of the input" \
        "without stored texts and facts $(ratio $((bytes - stored)) "$input")"
    for part in notices directives documents forward vocabulary; do
        row "— $part" "$(find "$index/segments" -path "*/$part*" -type f -printf '%s\n' |
            awk '{ sum += $1 } END { printf "%.1f MB", sum / 1e6 }')" "" ""
    done

    # shellcheck disable=SC2016 # the inner shell expands it
    cost sh -c 'find "$1" -name "*.txt" -print0 | xargs -0 sha256sum' sh "$notices"
    local sums=$seconds
    cost "$program" index --index "$index" --jobs 1 "$notices"
    row "again, nothing changed" "$seconds s" "$(ratio "$sums" "$seconds") × faster than sha256sum" "sha256sum: $sums s"
    find "$notices" -name '*[05]3.txt' | sort | awk 'NR % 2' | while read -r file; do
        printf 'Bổ sung.\n' >>"$file"
    done
    local changed
    changed=$(find "$notices" -name '*[05]3.txt' | wc -l)
    changed=$(((changed + 1) / 2))
    cost "$program" index --index "$index" --jobs 1 "$notices"
    row "again, $changed notices changed" "$seconds s" "$(ratio "$seconds" "$full") of the first run" "merging included; $megabytes MB of memory"
    find "$notices" -name '*[05]3.txt' | sort | awk 'NR % 2' | while read -r file; do
        truncate -s -"$(printf 'Bổ sung.\n' | wc -c)" "$file"
    done
    cost "$program" index --index "$index" --jobs 1 "$notices"
    row "the same changed back" "$seconds s" "" "$(grep -c '^segment' "$index/manifest") segments, $megabytes MB of memory"

    local reference unit phrase
    reference=$(answer reference 2) unit=$(answer unit 2) phrase=$(answer phrase 2)
    "$program" search --index "$index" --ref "$reference" --count >"$work/out"
    check "notices that cite $reference" "$(answer reference 3)" "$(cat "$work/out")"
    "$program" search --index "$index" "\"$phrase\"" --count >"$work/out"
    check "notices with $phrase" "$(answer phrase 3)" "$(cat "$work/out")"
    "$program" directives --index "$index" --unit "$unit" --format csv --limit 0 >"$work/out"
    check "directives to $unit" "$(answer unit 3)" "$(($(wc -l <"$work/out") - 1))"

    questions 1 200 >"$work/one" && questions 3 200 >"$work/three" && questions 5 200 >"$work/five"
    questions 4 200 | sed 's/.*/"&"/' >"$work/four"
    for year in $(seq 2010 2025); do
        echo "ref:$reference period:$year" >>"$work/dated.new"
        echo "unit:\"$unit\" period:$year" >>"$work/unit.new"
        echo "period:$year-03" >>"$work/period.new"
    done
    values "$index" ref refs >"$work/refs" && values "$index" unit units >"$work/units"
    sed 's/$/ period:2019/' "$work/refs" >"$work/refs.dated"
    sed 's/$/ period:2019/' "$work/units" >"$work/units.dated"
    for name in dated unit period; do
        mv "$work/$name.new" "$work/$name"
    done
    latency "one word" "$work/one"
    latency "three words" "$work/three"
    latency "five words, all there" "$work/five" --all-words
    latency "five words" "$work/five"
    latency "five words, counted exactly" "$work/five" --exact
    latency "quoted phrase of four" "$work/four"
    latency "the same, counted exactly" "$work/four" --exact
    latency "reference of about 100 notices, newest first" "$work/refs" --newest
    grown "reference of about 100 notices, p50 in µs" "$median"
    latency "the same and a year" "$work/refs.dated" --newest
    latency "unit of about 100 notices by its id, and a year" "$work/units.dated" --newest
    latency "reference of every tenth notice and a year" "$work/dated" --newest
    latency "unit of every twentieth by its name, and a year" "$work/unit" --newest
    latency "a month, newest first" "$work/period" --newest

    twenty "$program" help
    local start=$milliseconds
    command_row "a search from process start" "$start" search --index "$index" "\"$phrase\""
    command_row "facets of two words" "$start" search --index "$index" --facets unit,ref kế hoạch
    command_row "directives --unit, first page of $(answer unit 3)" "$start" directives --index "$index" --unit "$unit"
    command_row "directives --unit, all" "$start" directives --index "$index" --unit "$unit" --format csv --limit 0
    first_screen "trace of $(answer reference 3) mentions, first screen" trace --index "$index" "$reference"
    command_row "trace, all" "$start" trace --index "$index" "$reference"
}

# twenty COMMAND…: the mean of twenty runs in $milliseconds.
twenty() {
    # shellcheck disable=SC2016 # the inner shell expands it
    cost bash -c 'for i in {1..20}; do "$@" >/dev/null 2>&1; done; exit 0' bash "$@"
    milliseconds=$(awk -v s="$seconds" 'BEGIN { print s * 50 }')
}

# command_row ROW START COMMAND…: CPU beyond that of a run that only prints the help.
command_row() {
    local name=$1 start=$2
    shift 2
    twenty "$program" "$@"
    row "$name" "$(awk -v a="$milliseconds" -v b="$start" 'BEGIN { printf "%.1f ms", a - b }')" \
        "" "$megabytes MB of memory"
}

first_screen() {
    local name=$1
    shift
    # shellcheck disable=SC2016 # the inner shell expands it
    twenty bash -c '"$@" | head -n 40' bash "$program" "$@"
    row "$name" "$(awk -v a="$milliseconds" 'BEGIN { printf "%.1f ms", a }')" "" \
        "with the start of the process, a shell and head"
}

{
    printf 'Measured %s on %s cores of %s, %s GB; kernel %s, libxapian %s.\n' "$(date -u +%F)" "$(nproc)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
        "$(awk '/MemTotal/ { printf "%.0f", $2 / 1e6 }' /proc/meminfo)" "$(uname -r)" \
        "$(pkg-config --modversion xapian-core)"
    for count in ${NOTICES:-10000 100000}; do
        one_size "$count"
    done
    printf '\n### How costs grow\n\n| what | notices | cost | times that of the fewest |\n|---|---|---|---|\n'
    sort -s -t "$(printf '\t')" -k1,1 "$work/growth" | awk -F'\t' '
        $1 != what { what = $1; least = $3 }
        { printf "| %s | %s | %s | %.2f |\n", $1, $2, $3, $3 / least }'
    printf '\n### Reading texts, beside ICU alone (the samples, MB a second of CPU)\n\n```\n'
    "$tools/analysis" 3 "$home/corpus/samples"
    printf '```\n'
} >"$work/tables"
cat "$work/tables"
page=$home/docs/measurements.md
if [ -w "$page" ]; then
    awk -v tables="$work/tables" '
        /<!-- tables of bench\/run.sh -->/ { print; print ""; while ((getline line < tables) > 0) print line; print ""; skip = 1 }
        /<!-- end of the tables -->/ { skip = 0 }
        !skip || 0 { if ($0 !~ /<!-- tables of bench\/run.sh -->/) print }' "$page" >"$work/page"
    cat "$work/page" >"$page"
fi
exit "$wrong"
