#!/usr/bin/env bats
# What a careless or a hostile person can do to the program from outside.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    samples_setup_file
}

setup() {
    samples_setup
}

@test "names of files and words of notices do not drive the terminal" {
    mkdir -p "$BATS_TEST_TMPDIR/odd"
    cd "$BATS_TEST_TMPDIR/odd"
    printf 'SỞ Y TẾ\nSố: 1\033[31m/TB-SYT\nBến Tre, ngày 01 tháng 3 năm 2024\nTHÔNG BÁO\nVề \033[31mđo lường\n\n1. Văn phòng Sở báo cáo \033]0;x\a theo Quyết định số 5/2020/QĐ-UBND trước ngày 01/4/2024.\n' \
        >$'a\nb\033[2J.txt'
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    for command in analyze\ a* 'search do luong' 'directives' 'trace 5/QĐ-UBND' 'list units' 'search --explain do luong'; do
        # shellcheck disable=SC2086 # the words of the command
        run "$TRACUU" $command
        [[ $output != *$'\033'* && $output != *$'\a'* ]] || { echo "$command"; return 1; }
    done
}

@test "what is said on standard error does not drive the terminal" {
    mkdir -p "$BATS_TEST_TMPDIR/errors/archive"
    cd "$BATS_TEST_TMPDIR/errors"
    unset TRACUU_INDEX
    printf 'SỞ Y TẾ\nSố: 1/TB-SYT\nTHÔNG BÁO\nVề đo lường\n' >archive/$'a\033[2J.txt'
    printf '%%PDF-1.4 broken' >archive/$'b\033[2J.pdf'
    run "$TRACUU" index archive
    [ "$status" -eq 4 ]
    [[ $output == *'b?[2J.pdf'* && $output != *$'\033'* ]]
    printf '\n' >>archive/$'a\033[2J.txt'
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/errors/archive/.tracuu
    for command in 'check' $'trace x\033[2J' $'search --type \033x' $'search --unit \033x' $'show \033x' $'related \033x' \
        $'list \033x' $'analyze \033x' $'\033x' $'search --\033x' $'search --period \033x' $'shards add \033x'; do
        # shellcheck disable=SC2086 # the words of the command
        run "$TRACUU" $command
        [ "$status" -ne 0 ]
        [[ $output != *$'\033'* ]] || { echo "$command"; return 1; }
    done
}

@test "files with names like options are files" {
    mkdir -p "$BATS_TEST_TMPDIR/names"
    cd "$BATS_TEST_TMPDIR/names"
    printf 'SỞ Y TẾ\nSố: 1/TB-SYT\nTHÔNG BÁO\nVề đo lường\n' >--format
    printf 'SỞ Y TẾ\nSố: 2/TB-SYT\nTHÔNG BÁO\nVề đo lường\n' >-x.txt
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    [ "$("$TRACUU" search --count do luong)" -eq 2 ]
    run "$TRACUU" show -- -x.txt
    [ "$status" -eq 0 ]
}

@test "a narrow, a wide and a senseless terminal" {
    for columns in 20 1 0 -5 99999999999999999999 x; do
        COLUMNS=$columns run "$TRACUU" search "giải ngân"
        [ "$status" -eq 0 ]
        COLUMNS=$columns run "$TRACUU" directives --unit "Thanh tra Sở"
        [ "$status" -eq 0 ]
        COLUMNS=$columns run "$TRACUU" trace 18/2019/QĐ-UBND
        [ "$status" -eq 0 ]
    done
}

@test "a closed standard output is told once" {
    run bash -c '"$TRACUU" search giải >&-'
    [ "$status" -eq 5 ]
    [ "${#lines[@]}" -eq 1 ]
    run bash -c '"$TRACUU" list units >/dev/full'
    [ "$status" -eq 5 ]
    [ "${#lines[@]}" -eq 1 ]
}

@test "brackets without end are pointed at in words" {
    run --separate-stderr "$TRACUU" search '(((('
    [ "$status" -eq 2 ]
    [[ $stderr == *"column 5: something is missing here"* ]]
}

@test "questions are asked while the index is being written" {
    cp -r "$BATS_FILE_TMPDIR/samples" "$BATS_TEST_TMPDIR/moving"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/moving-index
    "$TRACUU" index "$BATS_TEST_TMPDIR/moving" 2>/dev/null
    (for round in 1 2 3 4 5; do
        printf '\nvòng %s\n' "$round" >>"$BATS_TEST_TMPDIR/moving/ha-giang/hdnd/2020-12-10_nq-25.txt"
        "$TRACUU" index 2>/dev/null
        "$TRACUU" index --rebuild 2>/dev/null
    done) &
    writer=$!
    for round in $(seq 1 40); do
        run "$TRACUU" search --count 'giải ngân'
        [ "$status" -eq 0 ] || { echo "round $round: $output"; return 1; }
        [ "$output" -eq 11 ]
    done
    wait "$writer"
}

@test "an index that cannot be written answers; files that are gone are still quoted" {
    cp -r "$BATS_FILE_TMPDIR/samples" "$BATS_TEST_TMPDIR/gone"
    "$TRACUU" index --index "$BATS_TEST_TMPDIR/fixed" "$BATS_TEST_TMPDIR/gone" 2>/dev/null
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/fixed
    rm -rf "$BATS_TEST_TMPDIR/gone"
    chmod -R a-w "$TRACUU_INDEX"
    run "$TRACUU" search "tàu cá"
    [ "$status" -eq 0 ]
    run "$TRACUU" trace 18/2019/QĐ-UBND
    [ "$status" -eq 0 ]
    [[ $output == *"thay thế"* ]]
    chmod -R u+w "$TRACUU_INDEX"
}

@test "--version and --help" {
    run "$TRACUU" --version
    [ "$status" -eq 0 ]
    [[ $output == "tracuu "* ]]
}
