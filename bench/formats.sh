#!/usr/bin/env bash
# Measures what reading costs by format: the program's reader with one and two workers,
# beside the command-line tool that people use for the format; then the whole folder
# beside Recoll's indexer. On the same files, one after the other.
#
#     bench/formats.sh PROGRAM TOOLS FOLDER [FOLDER...]
#
# TOOLS is the folder of reading (build/bench). Files are told apart by the ends of their
# names. A tool that is not installed (poppler-utils, docx2txt, libxml2-utils, catdoc,
# antiword, unrtf, tesseract-ocr, libarchive-tools, recollcmd) is left out. PAGES (6) says
# on how many scans of one page recognition is measured. Tables go to standard output:
# seconds are of user CPU, of all processes; MB are of files.
set -eu
program=$(realpath "$1")
tools=$(realpath "$2")
shift 2
export TRACUU_READER=${TRACUU_READER:-$(dirname "$program")/tracuu-reader}
unset TRACUU_INDEX
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# cost COMMAND…: user seconds in $user, what it printed in $work/printed.
cost() {
    /usr/bin/time -o "$work/time" -f '%U' "$@" >"$work/printed" 2>"$work/said" || true
    user=$(tail -n 1 "$work/time")
}

per() {
    awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.1f", a / b; else printf "–" }'
}

# beside NAME PROGRAM COMMAND: a row for a tool; COMMAND is run by a shell for each file, "$1".
beside() {
    command -v "$2" >/dev/null || return 0
    local one="for file in \"\$@\"; do set -- \"\$file\"; $3; done"
    cost bash -c "$one" bash "$folder"/*
    echo "|  | $1 |  |  | $user | $(per "$megabytes" "$user") | $(per "$files" "$user") |"
}

peers() {
    # shellcheck disable=SC2016 # the shell that runs it expands it
    case $1 in
    pdf)
        beside pdftotext pdftotext 'pdftotext "$1" -'
        beside 'pdftotext -layout' pdftotext 'pdftotext -layout "$1" -'
        ;;
    docx)
        beside docx2txt docx2txt 'docx2txt "$1" -'
        beside 'unzip, xmllint' xmllint 'unzip -p "$1" word/document.xml | xmllint --xpath "string()" -'
        ;;
    doc)
        beside catdoc catdoc 'catdoc -d utf-8 "$1"'
        beside antiword antiword 'antiword -m UTF-8 "$1"'
        ;;
    xls) beside xls2csv xls2csv 'xls2csv -d utf-8 "$1"' ;;
    ppt) beside catppt catppt 'catppt -d utf-8 "$1"' ;;
    rtf) beside unrtf unrtf 'unrtf --text "$1"' ;;
    html) beside xmllint xmllint 'xmllint --html --xpath "string()" "$1"' ;;
    zip | tar | 7z) beside 'bsdtar -xO' bsdtar 'bsdtar -xOf "$1"' ;;
    gz) beside 'gzip -dc' gzip 'gzip -dc "$1"' ;;
    txt | md) beside cat cat 'cat "$1"' ;;
    esac
}

# The files of all folders by format; the same name in two folders stays two files.
number=0
while IFS= read -r -d '' file; do
    end=${file##*.}
    mkdir -p "$work/by/$end"
    number=$((number + 1))
    cp "$file" "$work/by/$end/$number-${file##*/}"
done < <(find "$@" -type f -not -path '*/.*' -regex '.*\.\(pdf\|docx\|xlsx\|doc\|xls\|ppt\|rtf\|html\|odt\|ods\|zip\|tar\|7z\|gz\)' -print0)
# What was read, packed: archives are rarely lying about.
if [ -d "$work/by/docx" ] && command -v bsdtar >/dev/null; then
    for format in zip tar 7z; do
        mkdir -p "$work/by/$format"
        (cd "$work/by/docx" && LC_ALL=C.UTF-8 bsdtar -c -a -f "$work/by/$format/docx.$format" -- *)
    done
fi

echo "| format | with | files | text, MB | user CPU s | MB/s | files/s |"
echo "|---|---|---|---|---|---|---|"
for folder in "$work"/by/*; do
    format=${folder##*/}
    for workers in 1 2; do
        cost "$tools/reading" "$workers" "$folder"
        read -r files failed megabytes text clock <"$work/printed"
        echo "| $format | tracuu, $workers at once | $files of $megabytes MB, $failed with a reason | $text | $user ($clock by the clock) |" \
            "$(per "$megabytes" "$user") | $(per "$files" "$user") |"
    done
    peers "$format"
done

if command -v tesseract >/dev/null && [ -d "$work/by/pdf" ]; then
    folder=$work/scans
    mkdir "$folder"
    for file in "$work"/by/pdf/*; do
        if [ "$(find "$folder" -type f | wc -l)" -lt "${PAGES:-6}" ] && pdfinfo "$file" 2>/dev/null | grep -q '^Pages: *1$' &&
            [ "$(pdftotext "$file" - 2>/dev/null | tr -d '[:space:]' | wc -c)" -eq 0 ]; then
            cp "$file" "$folder"
        fi
    done
    if [ -n "$(ls "$folder")" ]; then
        OCR=missing cost "$tools/reading" 1 "$folder"
        read -r files failed megabytes text clock <"$work/printed"
        echo "| scans | tracuu, two readings | $files of $megabytes MB | $text | $user | $(per "$megabytes" "$user") | $(per "$files" "$user") |"
        # shellcheck disable=SC2016 # the shell that runs it expands it
        beside tesseract tesseract 'pdftoppm -r 300 -gray "$1" | OMP_THREAD_LIMIT=1 tesseract - - -l vie --dpi 300'
    fi
fi

echo
echo "| whole folder | user CPU s | index, MB |"
echo "|---|---|---|"
rm -rf "$work/by/zip" "$work/by/tar" "$work/by/7z"
for jobs in 1 2; do
    rm -rf "$work/index"
    cost "$program" index --index "$work/index" --ocr never --jobs "$jobs" "$work/by"
    echo "| tracuu index --ocr never --jobs $jobs | $user | $(du -sm "$work/index" | cut -f 1) |"
done
if command -v recollindex >/dev/null; then
    mkdir "$work/recoll"
    printf 'topdirs = %s\nocrprogs =\n' "$work/by" >"$work/recoll/recoll.conf"
    cost recollindex -c "$work/recoll" -z
    echo "| recollindex | $user | $(du -sm "$work/recoll" | cut -f 1) |"
fi
