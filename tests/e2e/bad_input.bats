#!/usr/bin/env bats
# What is wrong gets a sentence and an exit code, never silence.

bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || exit 1
    unset TRACUU_INDEX
}

make_archive() {
    mkdir archive
    cd archive || exit 1
    printf 'UBND TỈNH LONG AN\nSố: 12/TB-UBND\n\nTHÔNG BÁO\n\nNội dung: đo lường chất lượng\n' >a.txt
    "$TRACUU" index . 2>/dev/null
}

# wrong STATUS SENTENCE ARGUMENTS: runs the program and expects both, and nothing on standard output.
wrong() {
    local code=$1 sentence=$2
    shift 2
    run --separate-stderr "$TRACUU" "$@"
    [ "$status" -eq "$code" ] || { echo "exit $status: $stderr"; return 1; }
    [[ $stderr == *"$sentence"* ]] || { echo "said: $stderr"; return 1; }
    [ -z "$output" ]
}

@test "an unknown command names the nearest one" {
    wrong 2 'did you mean tracuu search?' serach x
}

@test "an unknown option names the nearest one" {
    wrong 2 'did you mean --period?' search --perod 2023 x
}

@test "an option without its value is told" {
    wrong 2 '--unit needs a value' search x --unit
}

@test "an unknown format is told" {
    wrong 2 'there is no format “xml”' search --format xml x
}

@test "a number that is none is told" {
    wrong 2 '--limit is a number, not “ten”' search --limit ten x
}

@test "no question at all is told" {
    wrong 2 'there is no question' search
    wrong 2 'there is no question' search '  '
}

@test "a wrong date points at its column" {
    wrong 2 'column 6: 31/2/2023 is not a date (February 2023 has 28 days)' search ngay 31/2/2023
}

@test "a wrong period is told" {
    make_archive
    wrong 2 '--period' search --period 13/2023 x
    wrong 2 'column 4' search 'đo period:31/2/2023'
}

@test "a quote that is never closed is pointed at" {
    wrong 2 'column 4: this quote is never closed' search 'đo "lường'
}

@test "an unknown field is pointed at" {
    wrong 2 'column 4: there is no field “untt”' search 'đo untt:x'
    wrong 2 'did you mean unit:' search 'đo unti:x'
}

@test "ten thousand words are too many" {
    wrong 2 'longer than' search "$(printf 'đo lường %.0s' {1..5000})"
    wrong 2 'more than 1000 words' search "$(printf 'a %.0s' {1..3000})"
}

@test "bytes that are no UTF-8 are pointed at" {
    wrong 2 'column 4: byte 0xff is not UTF-8' search $'do \xff'
}

@test "without an index there is a sentence and what to do" {
    wrong 3 'index' search x
    wrong 3 'index' list units
    wrong 3 'index' show 000000000000
    [[ $stderr == *"hint: "* ]]
}

@test "an index folder that is not there is told" {
    wrong 3 'nowhere' search --index nowhere x
}

@test "an index of a newer format is told" {
    make_archive
    sed -i '1s/[0-9][0-9]*/99/' .tracuu/manifest
    run --separate-stderr "$TRACUU" search x
    [ "$status" -eq 3 ]
    [ -n "$stderr" ]
}

@test "a damaged index is told" {
    make_archive
    printf 'nonsense' >.tracuu/manifest
    run --separate-stderr "$TRACUU" search x
    [ "$status" -eq 3 ]
    [ -n "$stderr" ]
}

@test "an index that is being written answers all the same" {
    make_archive
    exec 9>>.tracuu/lock
    flock 9
    run --separate-stderr "$TRACUU" search đo lường
    [ "$status" -eq 0 ]
    exec 9>&-
}

@test "a folder without notices is an empty archive" {
    mkdir empty
    "$TRACUU" index empty 2>/dev/null || true
    cd empty || exit 1
    run --separate-stderr "$TRACUU" search x
    [ "$status" -eq 1 ] || [ "$status" -eq 3 ]
    [ -n "$stderr" ]
}

@test "a list of something that there is none of names the lists" {
    make_archive
    wrong 2 'did you mean tracuu list persons?' list person
    wrong 2 'a list of what?' list
}

@test "a prefix that nothing begins with finds nothing" {
    make_archive
    wrong 1 'nothing found' search 'zzzz*'
}

@test "a full disk is told" {
    make_archive
    [ -w /dev/full ] || skip 'there is no /dev/full'
    run bash -c '"$1" search đo lường >/dev/full' _ "$TRACUU"
    [ "$status" -eq 5 ]
    [[ $output == *"cannot write the output"* ]]
}

@test "a reader that goes away is no error" {
    make_archive
    run bash -c '"$1" search --limit 0 --format json lường | true; exit "${PIPESTATUS[1]}"' _ "$TRACUU"
    [ "$status" -eq 0 ]
}

@test "question marks of every kind do no harm" {
    make_archive
    for question in '?' '*' '**' '-' '--' '()' '"' "'" ':' 'unit:' 'a:b:c' '…' '-()' '"" ""' 'NOT' 'OR OR' '((((((' '%s%n' '/' '\' 'a*b*c'; do
        run --separate-stderr "$TRACUU" search -- "$question"
        [ "$status" -le 2 ]
    done
}

@test "help CMD is CMD --help, which stands anywhere and names the formats" {
    "$TRACUU" trace --help >told
    "$TRACUU" help trace | cmp - told
    "$TRACUU" trace 1/2021 --depth 2 --help | cmp - told
    grep -q 'text|json|csv|dot|svg|html' told
    head -1 told | grep -q '^tracuu trace REF'
    wrong 2 'no command nothing' help nothing
}

@test "an empty list, and a page behind the last, are told" {
    make_archive
    wrong 1 'list: nothing found' list failed
    wrong 1 'list: nothing found' list units zzz
    wrong 1 '1 notice found, --offset leaves it out' search chat luong --offset 5
    wrong 1 'list: 1 found, --offset leaves it out' list units --offset 50
    printf 'SỞ Y TẾ TỈNH LONG AN\nSố: 13/TB-SYT\n\nTHÔNG BÁO\nKết luận giao ban\n\nGiám đốc Sở yêu cầu:\n\n1. Văn phòng Sở báo cáo theo Quyết định số 5/2020/QĐ-UBND trước ngày 01/4/2024.\n' >b.txt
    printf '%%PDF-1.4 broken' >c.pdf
    run "$TRACUU" index .
    [ "$status" -eq 4 ]
    wrong 1 'directives: 1 found, --offset leaves it out' directives --offset 1
    wrong 1 'directives: 1 found, --offset leaves it out' directives --open --offset 1
    wrong 1 '--offset leaves out all that is said' trace 5/2020/QĐ-UBND --offset 9
    run --separate-stderr "$TRACUU" graph --offset 9
    [ "$status" -eq 1 ]
    [[ $stderr == *"1 citation found, --offset leaves it out"* ]]
    wrong 1 'list: 1 found, --offset leaves it out' list failed --offset 1
    wrong 1 'list: nothing found' list failed zzz
    run "$TRACUU" list failed c
    [ "$status" -eq 0 ]
    wrong 2 'hint: periods look like' directives --overdue tomorrow
}

@test "--index may name the folder of the archive" {
    make_archive
    cd ..
    [ "$("$TRACUU" search --index archive --count luong)" -eq 1 ]
    [ "$("$TRACUU" check --index archive)" = "whole and in step with its files: 1 notice in 1 segment" ]
    "$TRACUU" index --index archive
    [ "$(ls -A archive)" = $'.tracuu\na.txt' ]
}

@test "a damaged part of the index says what to do" {
    make_archive
    truncate -s 37 .tracuu/segments/*/vocabulary
    wrong 3 'tracuu index --rebuild' search luong
}

@test "names that come from a damaged notice are not made up, and the list of files is whole or told" {
    make_archive
    cp -r .tracuu whole
    size=$(stat -c %s .tracuu/segments/*/documents)
    dd if=/dev/zero of="$(echo .tracuu/segments/*/documents)" bs=1 seek=$((size / 4)) count=$((size / 2)) conv=notrunc 2>/dev/null
    run --separate-stderr "$TRACUU" list units # what is known is listed, with its id for a name
    [ "$status" -eq 3 ]
    [[ $stderr == *'tracuu index --rebuild'* ]]
    rm -r .tracuu
    cp -r whole .tracuu
    size=$(stat -c %s .tracuu/files-*)
    printf xxxx | dd of="$(echo .tracuu/files-*)" bs=1 seek=$((size - 20)) conv=notrunc 2>/dev/null
    for command in "search luong" "list units" "directives" "show a.txt"; do
        # shellcheck disable=SC2086 # several words
        wrong 3 'damaged' $command
    done
}

@test "a notice with many copies fits a narrow screen" {
    make_archive
    for i in $(seq 12); do
        cp a.txt "thong-bao-ket-luan-cuoc-hop-giao-ban-$i.txt"
    done
    "$TRACUU" index 2>/dev/null
    COLUMNS=40 run "$TRACUU" search chất lượng
    [[ ${lines[1]} == "1  Thông báo 12/TB-UBND"* ]]
    [[ ${lines[2]} == *" +12" ]]
    [ "$(tail -n +2 <<<"$output" | wc -L)" -le 40 ]
}

@test "a file of questions and a standard input that cannot be read are told" {
    make_archive
    wrong 5 'cannot read .: Is a directory' search --batch .
    wrong 5 'cannot open none: No such file' search --batch none
    wrong 4 'analyze: -: Is a directory' analyze - <.
}

@test "a list that begins with no letter is refused, not whole" {
    make_archive
    wrong 2 'there is no letter' list units $'\xff'
    wrong 2 'there is no letter' list persons ' '
}

@test "a damaged database is named, with what to do" {
    make_archive
    cp -r .tracuu whole
    for file in iamglass postlist.glass; do
        truncate -s 37 .tracuu/segments/*/notices/$file
        wrong 3 'segments/000001/notices cannot be read' search luong
        wrong 3 'tracuu index --rebuild' search luong
        rm -r .tracuu
        cp -r whole .tracuu
        truncate -s 37 .tracuu/segments/*/directives/$file
        wrong 3 'segments/000001/directives cannot be read' directives
        rm -r .tracuu
        cp -r whole .tracuu
    done
}

@test "what is neither a file nor a folder is no archive, and nothing is made beside it" {
    mkdir beside
    mkfifo beside/fifo
    wrong 2 'neither a file nor a folder' index beside/fifo
    wrong 2 'neither a file nor a folder' index /dev/null
    [ ! -e /dev/.tracuu ]
    [ "$(ls -A beside)" = fifo ]
}

@test "a day of today that is none is not passed over" {
    for day in abc 2025-02-30 2025-01-01x; do
        TRACUU_TODAY=$day run --separate-stderr "$TRACUU" search --index . anything
        [ "$status" -eq 2 ]
        [[ $stderr == *"TRACUU_TODAY is a day like 2025-03-31, not “$day”"* ]]
    done
}
