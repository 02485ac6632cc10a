#!/bin/bash
# Arrows between rooms point down only, and foreign headers stay in the rooms that may know them.
set -u
cd "$(dirname "$0")/../.." || exit 1
broken=0

breach() {
    echo "$1" >&2
    broken=1
}

# room: the rooms it may include. corpus/formats/ is a room of its own, that of tracuu-reader.
declare -A below=(
    [base]="base"
    [xapian-c]="xapian-c base"
    [analyzers]="analyzers base"
    [corpus]="corpus base"
    [corpus/formats]="corpus/formats corpus base"
    [index]="index xapian-c analyzers base"
    [indexer]="indexer index analyzers corpus base"
    [searcher]="searcher index analyzers corpus base"
    [bench]="searcher index analyzers corpus base"
    [tests/unit]="tests/unit searcher indexer index xapian-c analyzers corpus base"
    [tests/formats]="corpus/formats corpus base"
    [tests/torture]="tests/torture corpus base"
    [tests/crash]=""
)
while IFS= read -r file; do
    room=${file%/*}
    [ "$room" = "$file" ] && continue
    if [ -z "${below[$room]+known}" ]; then
        breach "$file: $room/ is no room of the house; tests/lint/rooms.sh and CONTRIBUTING.md name them"
        continue
    fi
    while IFS=: read -r line text; do
        other=${text#*\"}
        other=${other%\"*}
        case " ${below[$room]} " in
        *" ${other%/*} "*) ;;
        *) breach "$file:$line: $room/ may not include ${other%/*}/" ;;
        esac
    done < <(grep -nE '^#include "' "$file")
done < <(git ls-files '*.c' '*.h' '*.cc' '*.hh')

# header pattern, rooms that may include it
foreign() {
    while IFS=: read -r file line _; do
        [[ ${file%/*} =~ ^($2)$ ]] || breach "$file:$line: <$1> belongs in $2 only"
    done < <(git grep -nE "^#include <$1" -- '*.c' '*.h' '*.cc' '*.hh')
}
foreign 'unicode/' 'analyzers|tests/unit|bench'
foreign 'xapian' 'xapian-c'
foreign 'zlib' 'corpus|index|tests/unit|tests/torture'
foreign '(zstd|zdict)' 'index'
foreign 'nettle' 'corpus|index'
foreign '(archive|libxml|poppler|cairo|tesseract|leptonica|seccomp|linux)' 'corpus/formats'
foreign 'cmocka' 'tests/unit|tests/formats'

while IFS= read -r file; do
    [[ $(head -n 1 "$file") == '// '* ]] ||
        breach "$file: the first line of a header says in a person's words what it is for"
    grep -q '^#pragma once$' "$file" || breach "$file: no #pragma once"
done < <(git ls-files '*.h')
while IFS= read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 1000 ] || breach "$file: $lines lines; over 1,000 is too much for one noun"
    grep -q '^// SPDX-License-Identifier: GPL-2.0-or-later$' "$file" || breach "$file: no SPDX line"
    # A .c file shows that its header stands alone by including it first.
    header=${file%.c}.h
    [ "$header" != "$file" ] && [ -f "$header" ] &&
        [ "$(grep -m 1 '^#include' "$file")" != "#include \"$header\"" ] &&
        breach "$file: includes its own header first"
done < <(git ls-files '*.c' '*.h' '*.cc' '*.hh')
exit $broken
