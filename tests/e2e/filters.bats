#!/usr/bin/env bats
# Filters: units, persons, documents, periods, types and issuers, by options and in the question.

bats_require_minimum_version 1.5.0

notice() {
    local number=$1 day=$2 office=$3 place=$4 title=$5
    shift 5
    {
        printf '%s\n\nSố: %s\n\n%s, ngày %s tháng %s năm %s\n\nTHÔNG BÁO\n\n%s\n\n' \
            "$office" "$number" "$place" "${day%%/*}" "$(cut -d/ -f2 <<<"$day")" "${day##*/}" "$title"
        printf '%s\n\n' "$@"
    }
}

setup_file() {
    export ARCHIVE=$BATS_FILE_TMPDIR/archive
    mkdir "$ARCHIVE"
    cd "$ARCHIVE" || exit 1
    notice 12/TB-STC 14/3/2022 'SỞ TÀI CHÍNH TỈNH LONG AN' 'Long An' 'Kết luận của Giám đốc Sở tại cuộc họp giao ban' \
        'Đồng chí Nguyễn Văn Lâm, Giám đốc Sở chủ trì cuộc họp.' \
        '1. Phòng Quản lý Ngân sách' '- Tham mưu thực hiện Nghị quyết số 17/2021/NQ-HĐND ngày 09/12/2021 của HĐND tỉnh trước ngày 30/4/2022.' >a.txt
    notice 30/TB-STC 5/7/2022 'SỞ TÀI CHÍNH TỈNH LONG AN' 'Long An' 'Kết luận của Giám đốc Sở về công tác quyết toán' \
        'Đồng chí Nguyễn Văn Lân, Phó Giám đốc Sở chủ trì cuộc họp.' \
        '1. Các phòng, đơn vị thuộc Sở rà soát việc thực hiện Quyết định số 17/2021/QĐ-UBND của UBND tỉnh.' >b.txt
    notice 8/TB-STC 20/9/2023 'SỞ TÀI CHÍNH TỈNH TÂY NINH' 'Tây Ninh' 'Kết luận của Giám đốc Sở tại cuộc họp giao ban quý III' \
        '1. Phòng Quản lý Ngân sách' '- Hoàn thành báo cáo trong tháng 10/2023.' >c.txt
    printf 'Ghi chép không có ngày tháng về quyết toán ngân sách.\n' >d.txt
    "$TRACUU" index . 2>/dev/null
}

setup() {
    cd "$ARCHIVE" || exit 1
    unset TRACUU_INDEX
}

# found ARGUMENTS: the names of the files found, on one line.
found() {
    "$TRACUU" search --limit 0 --format json "$@" 2>"$BATS_TEST_TMPDIR/stderr" | jq -r '.path | rtrimstr(".txt")' | sort | paste -sd ' '
}

@test "a unit is found under any spelling, with the notices that address all units marked" {
    [ "$(found --unit 'Phòng Quản lý Ngân sách' --issuer 'Long An')" = 'a b' ]
    [ "$(found --unit 'phong quan ly ngan sach' --issuer 'long an')" = 'a b' ]
    run --separate-stderr "$TRACUU" search --unit 'Phòng Quản lý Ngân sách' --issuer 'Long An' --format json
    [ "$(jq -r 'select(.collective) | .path' <<<"$output")" = b.txt ]
}

@test "a unit or an office typed in small letters, without marks or by its code is the same" {
    whole=$(found --unit "Phòng Quản lý Ngân sách" --issuer "Long An")
    [ -n "$whole" ]
    for unit in "phòng quản lý ngân sách" "PHÒNG QUẢN LÝ NGÂN SÁCH" "phong qlns" "phong quan ly ngan sach"; do
        [ "$(found --unit "$unit" --issuer "tinh long an")" = "$whole" ]
    done
    [ "$(found --issuer "so tai chinh")" = "a b c" ]
    [ "$(found --issuer STC)" = "a b c" ]
    [ "$(found --issuer "Sở Tài")" = "a b c" ]
    [ "$(found --issuer "tỉnh Tây Ninh")" = c ]
}

@test "a unit that is ambiguous is named as notices name it, not as it was typed" {
    run --separate-stderr "$TRACUU" search --unit "PHONG QLNS"
    [[ "$stderr" == *"  Phòng Quản lý Ngân sách  long-an/"* ]]
    [[ "$stderr" == *"  Phòng Quản lý Ngân sách  tay-ninh/"* ]]
}

@test "a unit of the same name elsewhere is another one, and the answer says so" {
    run --separate-stderr "$TRACUU" search --unit 'Phòng Quản lý Ngân sách'
    [ "$status" -eq 0 ]
    [[ $stderr == *"may be any of these"* ]]
    [[ $stderr == *long-an/* ]]
    [[ $stderr == *tay-ninh/* ]]
}

@test "a person is found with and without accents, and one of nearly the same name is named" {
    [ "$(found --person 'Nguyễn Văn Lâm')" = a ]
    [ "$(found --person 'nguyen van lam')" = a ]
    [ "$(found --person 'Văn Lân')" = b ]
    run --separate-stderr "$TRACUU" search --person 'Nguyễn Văn Lâm'
    [[ $stderr == *"Nguyễn Văn Lân"* ]]
}

@test "a person is found with what he is before his name" {
    for person in "đồng chí Nguyễn Văn Lâm" "ong nguyen van lam" "Giám đốc Sở Nguyễn Văn Lâm"; do
        [ "$(found --person "$person")" = a ]
    done
}

@test "a document is found in every form in which people write it" {
    for form in 17/2021/NQ-HĐND 17/2021/nq-hdnd 'nq 17/2021' 'Nghị quyết số 17/2021/NQ-HĐND' 'nghi quyet 17 2021' nq17; do
        [ "$(found --ref "$form")" = a ]
    done
}

@test "an ambiguous document shows its candidates, and --all takes them all" {
    for question in "search --ref 17/2021" "search ref:17/2021" "directives --ref 17/2021" "graph --ref 17/2021"; do
        run --separate-stderr "$TRACUU" $question
        [ "$status" -eq 2 ]
        [ -z "$output" ]
        [[ $stderr == *"17/2021/NQ-HĐND"*"--ref 17/2021/nq-hdnd@"* ]]
        [[ $stderr == *"17/2021/QĐ-UBND"*"--ref 17/2021/qd-ubnd@"* ]]
    done
    run --separate-stderr "$TRACUU" search --ref 17/2021 --all
    [ "$status" -eq 0 ]
    [[ $stderr == *17/2021/NQ-HĐND* ]]
    [[ $stderr == *17/2021/QĐ-UBND* ]]
    # In plain words a number only weighs.
    run --separate-stderr "$TRACUU" search 17/2021
    [ "$status" -eq 0 ]
}

@test "a period matches when it overlaps the date of the notice" {
    [ "$(found --period 2022)" = 'a b' ]
    [ "$(found --period 2022-Q1)" = a ]
    [ "$(found --period 'quý III/2022')" = b ]
    [ "$(found --period 7/2022..2023)" = 'b c' ]
    [ "$(found --period 14/3/2022)" = a ]
    [ "$(found --period 15/3/2022..30/6/2022)" = '' ]
    [ "$(found --period none)" = d ]
}

@test "a type is a name or a code" {
    [ "$(found --type 'thông báo')" = 'a b c' ]
    [ "$(found --type TB)" = 'a b c' ]
    run --separate-stderr "$TRACUU" search --type 'thư tình'
    [ "$status" -eq 2 ]
    [[ $stderr == *"no document type"* ]]
}

@test "an issuer is a province or an office" {
    [ "$(found --issuer 'Tây Ninh')" = c ]
    [ "$(found --issuer 'Sở Tài chính' --period 2022)" = 'a b' ]
    [ "$(found --issuer 'Sở Tài chính Tây Ninh')" = c ]
}

@test "the same filter twice is either, different filters are all" {
    [ "$(found --period 2023 --period 3/2022)" = 'a c' ]
    [ "$(found --period 2023 --period 3/2022 --issuer 'Long An')" = a ]
}

@test "filters in the question are those of the options" {
    [ "$(found 'period:2022 unit:"Phòng Quản lý Ngân sách" issuer:"Long An"')" = 'a b' ]
    [ "$(found 'thờigian:2022 đơnvị:"Phòng Quản lý Ngân sách" cơquan:"Long An"')" = 'a b' ]
    [ "$(found 'ngân sách -issuer:"Long An"')" = 'c d' ]
    [ "$(found 'period:2022 OR period:none')" = 'a b d' ]
}

@test "words may be asked of the title or of the body only" {
    [ "$(found --all-words --in title 'quyết toán')" = b ]
    [ "$(found --all-words --in body 'quyết toán')" = d ]
    [ "$(found --all-words 'quyết toán')" = 'b d' ]
    [ "$(found --all-words 'in:title quyết toán')" = b ]
}

@test "an unknown unit finds nothing and names those like it" {
    run --separate-stderr "$TRACUU" search --unit 'Phòng Ngân sách'
    [[ $stderr == *"Phòng Quản lý Ngân sách"* ]]
}

@test "the snippet shows what the filter is about" {
    run --separate-stderr "$TRACUU" search --ref 17/2021/NQ-HĐND --format json
    [ "$(jq -r '.snippets[0] | .text as $t | .highlights[0] as $h | ($t | @base64)' <<<"$output" | base64 -d | grep -c 17/2021/NQ-HĐND)" -eq 1 ]
}

@test "today, this month and this year are periods, and so is a month of one digit" {
    mkdir -p "$BATS_TEST_TMPDIR/today"
    cd "$BATS_TEST_TMPDIR/today"
    printf 'SỞ Y TẾ\nSố: 1/TB-SYT\nBến Tre, ngày 05 tháng 3 năm 2024\nTHÔNG BÁO\nVề đo lường\n\n1. Giao Văn phòng Sở báo cáo kết quả trước ngày 01/4/2024.\n' >a.txt
    "$TRACUU" index . --index ix 2>/dev/null
    export TRACUU_TODAY=2024-03-06 TRACUU_INDEX=ix
    for period in 2024-3 2024-3-5 'hôm qua' 'tuần này' 'tháng này' 'quý này' 'năm nay'; do
        [[ $("$TRACUU" search do luong --period "$period" 2>/dev/null) == *a.txt* ]] || { echo "$period"; return 1; }
    done
    run "$TRACUU" search do luong --period 'hôm nay'
    [ "$status" -eq 1 ]
    run "$TRACUU" directives --due 'tháng sau'
    [[ $output == *"báo cáo"* ]]
    run "$TRACUU" directives --overdue 'hôm nay'
    [ "$status" -eq 1 ]
    TRACUU_TODAY=2024-03-31 run "$TRACUU" directives --overdue 'tuần này'
    [ "$status" -eq 1 ]
    TRACUU_TODAY=2024-04-08 run "$TRACUU" directives --overdue 'tuần này'
    [[ $output == *"báo cáo"* ]]
}

@test "every command that takes a filter says when it means nothing, with its name before it" {
    for command in 'search x' directives 'trace 17/2021/NQ-HĐND' graph; do
        # shellcheck disable=SC2086 # the words of the command
        run --separate-stderr "$TRACUU" $command --unit 'Phòng Không Có' --issuer zzz
        [ "$status" -eq 1 ]
        name=${command%% *}
        [[ $stderr == *"tracuu: $name: --unit: nothing in the archive is “Phòng Không Có”"* ]] || { echo "$name: $stderr"; return 1; }
        [[ $stderr == *"tracuu: $name: --issuer: nothing in the archive is “zzz”"* ]]
    done
    run --separate-stderr "$TRACUU" search xyzzy
    [[ $stderr == *"tracuu: search: no notice has the word “xyzzy”"* ]]
}
