#!/usr/bin/env bash
# Measures the program beside raw libxapian, Lucene, SQLite FTS5 and ripgrep, on the same
# texts, in turn.
#
#     bench/peers.sh PROGRAM TOOLS PEERS
#
# TOOLS is the folder of analysis, generate and latency (build/bench). PEERS is a prepared folder: the programs
# xapian_index, fts5, analysis and Lucene.class, the texts as coll/files and in one piece as
# coll/coll.pack, questions as coll/q_CLASS.txt. ROUNDS (3) says how often, JARS where
# Lucene's are, TRACUU_BENCH where to work (else a temporary folder).
# Prints a table of medians: CPU seconds to index, microseconds of CPU a question.
set -eu
program=$(realpath "$1")
tools=$(realpath "$2")
peers=$(realpath "$3")
home=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=bench/values.sh
source "$home/bench/values.sh"
rounds=${ROUNDS:-3}
jars=${JARS:-/usr/share/java}
export TRACUU_READER=${TRACUU_READER:-$(dirname "$program")/tracuu-reader}
work=${TRACUU_BENCH:-}
if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
cd "$peers"
lucene=(java -cp "$jars/lucene-core-8.7.0.jar:$jars/lucene-analyzers-common-8.7.0.jar:." Lucene)
results=$work/results
: >"$results"

note() {
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$results"
}

# indexing NAME PATH COMMAND…: user CPU, memory, bytes.
indexing() {
    local name=$1 path=$2
    shift 2
    rm -rf "$path"
    /usr/bin/time -o "$work/time" -f '%U %S %M' "$@" >/dev/null 2>&1
    read -r user system memory < <(tail -n 1 "$work/time")
    note "$name" "1 user CPU s" "$user"
    note "$name" "2 user + system CPU s" "$(awk -v a="$user" -v b="$system" 'BEGIN { print a + b }')"
    note "$name" "3 memory MB" "$((memory / 1024))"
    note "$name" "4 index / input" "$(du -sb "$path" | awk -v input="$input" '{ printf "%.3f", $1 / input }')"
}

# From the line of figures that each driver ends with.
figures() {
    local name=$1 question=$2 line
    line=$(cat | tail -n 1)
    note "$name" "$question p50 µs" "$(cut -d ' ' -f 1 <<<"${line##*p50=}")"
    note "$name" "$question p99 µs" "$(cut -d ' ' -f 1 <<<"${line##*p99=}")"
}

# The mean of twenty runs of a process, in milliseconds of CPU.
twenty() {
    local name=$1
    shift
    # shellcheck disable=SC2016 # the inner shell expands it
    /usr/bin/time -o "$work/time" -f '%U %S' bash -c 'for i in {1..20}; do "$@" >/dev/null; done; exit 0' bash "$@"
    note "$name" "7 process start to answer, ms" "$(tail -n 1 "$work/time" | awk '{ print ($1 + $2) * 50 }')"
}

input=$(find coll/files -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
sed 's/.*/"&"/' coll/q_phr4.txt >"$work/phrases"

# Days are asked of notices that have some: generated ones, the same for both engines.
notices=$work/notices
[ -e "$notices/.answers.tsv" ] || "$tools/generate" "$home/corpus/samples" "$notices" 10000
"$home/bench/pack.py" "$notices" "$work/pack" "$work/q_range"
rm -rf "$work/dated" "$work/dated-lucene"
"$program" index --index "$work/dated" "$notices" >"$work/out" 2>&1
"${lucene[@]}" index "$work/pack" "$work/dated-lucene" 1 256 0 0 >"$work/out"
values "$work/dated" ref refs | sed 's/$/ period:2019/' >"$work/refs"
values "$work/dated" unit units | sed 's/$/ period:2019/' >"$work/units"
ours=$work/tracuu theirs=$work/lucene

for _ in $(seq "$rounds"); do
    indexing "libxapian TermGenerator" "$work/xapian" ./xapian_index coll/coll.pack "$work/xapian" mode=tg
    indexing "tracuu, everything on" "$ours" "$program" index --index "$ours" --jobs 1 coll/files
    indexing "Lucene" "$theirs" "${lucene[@]}" index coll/coll.pack "$theirs" 1 256 0 0
    indexing "SQLite FTS5" "$work/fts5" ./fts5 index coll/coll.pack "$work/fts5" "unicode61 remove_diacritics 2" full 0
    rm -rf "$work/xapian"
    note "tracuu, everything on" "5 index without stored texts / input" "$(find "$ours/segments" -type f ! -name documents ! -name dictionaries -printf '%s\n' |
        awk -v input="$input" '{ sum += $1 } END { printf "%.3f", sum / input }')"
    "$tools/latency" "$ours" "$work/phrases" 1 | figures tracuu "6a phrase of 4, top 10:"
    "${lucene[@]}" query "$theirs" phr4 coll/q_phr4.txt 3 | figures Lucene "6a phrase of 4, top 10:"
    "$tools/latency" "$ours" "$work/phrases" 1 --exact | figures tracuu "6b phrase of 4, exact count:"
    EXACT=1 "${lucene[@]}" query "$theirs" phr4 coll/q_phr4.txt 3 | figures Lucene "6b phrase of 4, exact count:"
    "$tools/latency" "$ours" coll/q_or5.txt 1 --all-words | figures tracuu "6c five words, all there (Lucene: any):"
    "${lucene[@]}" query "$theirs" or5 coll/q_or5.txt 3 | tee "$work/or5" | figures Lucene "6c five words, all there (Lucene: any):"
    "$tools/latency" "$ours" coll/q_or5.txt 1 | figures tracuu "6d five words, relaxed:"
    figures Lucene "6d five words, relaxed:" <"$work/or5"
    "$tools/latency" "$work/dated" "$work/refs" 50 --newest | figures "tracuu, reference" "6e of 100 of 10,000 notices those of a year:"
    "$tools/latency" "$work/dated" "$work/units" 50 --newest | figures "tracuu, unit" "6e of 100 of 10,000 notices those of a year:"
    "${lucene[@]}" query "$work/dated-lucene" range "$work/q_range" 50 | figures "Lucene, word" "6e of 100 of 10,000 notices those of a year:"
    # The first 40 MB of the collection.
    note "ICU alone" "6f reading texts, MB/s:" "$(stdbuf -oL ./analysis coll/coll.pack 40 1 | sed -n '/^full ICU/ { s/.*median *\([0-9.]*\).*/\1/p; q }')"
    "$tools/analysis" 1 coll/files/00[0-6] >"$work/analysis"
    note "tracuu, words" "6f reading texts, MB/s:" "$(awk '/^view, words/ { print $6 }' "$work/analysis")"
    note "tracuu, all facts" "6f reading texts, MB/s:" "$(awk '/^all facts/ { print $3 }' "$work/analysis")"
    phrase=$(sed -n 5p coll/q_phr4.txt)
    twenty tracuu "$program" search --index "$ours" --format paths0 "\"$phrase\""
    twenty "SQLite FTS5" ./fts5 query "$work/fts5" one "$phrase"
    twenty ripgrep rg -l -i -F "$phrase" coll/files
done

printf '| what | program | median | least – most |\n|---|---|---|---|\n'
LC_ALL=C sort -t "$(printf '\t')" -k2,2 -k1,1 -k3,3n "$results" | awk -F'\t' '
    function show(  what) {
        if (!count) return
        what = key[1]; sub(/^[0-9][a-z]? /, "", what)
        printf "| %s | %s | %s | %s – %s |\n", what, key[2], values[int((count + 1) / 2)], values[1], values[count]
        count = 0
    }
    $2 != key[1] || $1 != key[2] { show(); key[1] = $2; key[2] = $1 }
    { values[++count] = $3 }
    END { show() }'
