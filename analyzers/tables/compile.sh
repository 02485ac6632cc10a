#!/bin/sh
# Turns the tables of a folder into C: compile.sh FOLDER > tables.c
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each NAME.tsv becomes a struct table (analyzers/tables.h). Its cells stand one behind the other in one string, each followed by
# a NUL, and `offset` says where each begins: constants without a pointer, so that nothing is done at the start of the program.
# Lines that are empty or start with "# " are left out; short rows are filled up with empty cells.
set -eu
export LC_ALL=C
folder=$1

printf '// Made by analyzers/tables/compile.sh\n#include "analyzers/tables.h"\n'
for file in "$folder"/*.tsv; do
    name=$(basename "$file" .tsv)
    id=$(printf '%s' "$name" | tr -c 'a-z0-9' '_')
    awk -F '\t' -v id="$id" -v file="$file" '
        function cell(text) {
            offsets = offsets (at + 0) ","
            at += length(text) + 1
            gsub(/\\/, "\\\\", text)
            gsub(/"/, "\\\"", text)
            return text "\\0"
        }
        BEGIN { printf "\nstatic const char text_%s[] =\n", id }
        { sub(/\r$/, "") }
        /^$/ || /^# / { next }
        !columns { columns = NF }
        NF > columns {
            printf "%s:%d: %d cells in a table of %d columns\n", file, NR, NF, columns > "/dev/stderr"
            exit 1
        }
        {
            line = ""
            for (i = 1; i <= columns; i++) {
                # A NUL is written \0 and must not run into a digit that follows: every cell is a literal of its own.
                line = line " \"" cell(i <= NF ? $i : "") "\""
            }
            offsets = offsets "\n"
            print "   " line
            rows++
        }
        END {
            print "    \"\";"
            printf "static const uint32_t offset_%s[] = {\n%s%d};\n", id, offsets, at
            printf "enum { rows_%s = %d, columns_%s = %d };\n", id, rows - 1, id, columns
        }' "$file"
done
printf '\nconst struct table tables[] = {\n'
count=0
for file in "$folder"/*.tsv; do
    name=$(basename "$file" .tsv)
    id=$(printf '%s' "$name" | tr -c 'a-z0-9' '_')
    printf '    {"%s", rows_%s, columns_%s, text_%s, offset_%s},\n' "$name" "$id" "$id" "$id" "$id"
    count=$((count + 1))
done
printf '};\nconst size_t table_count = %d;\n' "$count"
