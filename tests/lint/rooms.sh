#!/bin/bash
# Arrows between rooms point down only, and foreign headers stay in the rooms that may know them.
set -u
shopt -s nullglob
cd "$(dirname "$0")/../.." || exit 1
broken=0

breach() {
    echo "$1" >&2
    broken=1
}

# room: the rooms it may include
declare -A below=(
    [base]="base"
    [xapian-c]="xapian-c base"
    [analyzers]="analyzers base"
    [corpus]="corpus base"
    [index]="index xapian-c analyzers base"
    [indexer]="indexer index analyzers corpus base"
    [searcher]="searcher index analyzers corpus base"
)
for room in "${!below[@]}"; do
    while IFS=: read -r file line text; do
        other=${text#*\"}
        other=${other%%/*}
        case " ${below[$room]} " in
        *" $other "*) ;;
        *) breach "$file:$line: $room/ may not include $other/" ;;
        esac
    done < <(grep -nE '^#include "' /dev/null "$room"/*.[ch] "$room"/*.cc)
done

# header pattern, rooms that may include it
foreign() {
    while IFS=: read -r file line _; do
        [[ $file =~ ^($2)/ ]] || breach "$file:$line: <$1> belongs in $2/ only"
    done < <(grep -nE "^#include <$1" -- */*.[ch] */*.cc main.c 2>/dev/null)
}
foreign 'unicode/' 'analyzers|corpus|tests'
foreign 'xapian' 'xapian-c'
foreign 'zlib' 'corpus|index'
foreign '(archive|libxml|poppler|tesseract|leptonica)' 'corpus'

for file in */*.h; do
    case $(head -n 1 "$file") in
    '// '*) ;;
    *) breach "$file: the first line of a header says in a person's words what it is for" ;;
    esac
    grep -q '^#pragma once$' "$file" || breach "$file: no #pragma once"
done
for file in */*.[ch] */*.cc main.c; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 1000 ] || breach "$file: $lines lines; over 1,000 is too much for one noun"
    grep -q '^// SPDX-License-Identifier: GPL-2.0-or-later$' "$file" || breach "$file: no SPDX line"
done
exit $broken
