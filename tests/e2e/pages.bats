#!/usr/bin/env bats
# Texts with pages: where something stands is told by its page. The same notice in two files is one hit.

bats_require_minimum_version 1.5.0

notice() { # NUMBER DAY, the body from standard input
    printf 'SỞ NỘI VỤ TỈNH BẮC KẠN\n\nSố: %s\n\nBắc Kạn, ngày %s tháng 5 năm 2023\n\n' "$1" "$2"
    printf 'THÔNG BÁO\nKết luận của Giám đốc Sở tại cuộc họp giao ban\n\n'
    printf 'Giám đốc Sở yêu cầu các đơn vị thực hiện các nhiệm vụ sau:\n\n'
    cat
    printf '\nNơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nTrần Văn Mẫu\n'
}

setup_file() {
    export ARCHIVE=$BATS_FILE_TMPDIR/archive
    mkdir -p "$ARCHIVE"
    cd "$ARCHIVE" || exit 1
    printf '1. Văn phòng báo cáo kinh phí sửa chữa trụ sở trước ngày 20/5/2023.\n\n\f2. Thanh tra Sở chủ trì kiểm tra việc thực hiện Quyết định số 21/2019/QĐ-UBND ngày 02/7/2019 của UBND tỉnh Bắc Kạn trước ngày 30/6/2023.\n' |
        notice 15/TB-SNV 10 >paged.txt
    printf '1. Văn phòng báo cáo việc trồng cây trước ngày 25/5/2023.\n' | notice 16/TB-SNV 12 >plain.txt
    "$TRACUU" index . 2>/dev/null
}

setup() {
    cd "$ARCHIVE" || exit 1
    unset TRACUU_INDEX
}

@test "a snippet of a text with pages names its page" {
    run --separate-stderr "$TRACUU" search --format json '"thanh tra sở chủ trì"'
    [ "$status" -eq 0 ]
    [ "$(jq -c '[.path, .snippets[0].page]' <<<"$output")" = '["paged.txt",2]' ]
    run --separate-stderr "$TRACUU" search '"thanh tra sở chủ trì"'
    [[ $output == *" tr. 2  "*"Thanh tra Sở chủ trì"* ]]
    run --separate-stderr "$TRACUU" search --format csv '"thanh tra sở chủ trì"'
    [[ ${lines[0]} == *,page$'\r' ]]
    [[ $output == *,2$'\r' ]]
}

@test "a snippet of a text without pages has its line and a page of null" {
    run --separate-stderr "$TRACUU" search --format json '"trồng cây"'
    [ "$(jq -c '.snippets[0].page' <<<"$output")" = null ]
    run --separate-stderr "$TRACUU" search '"trồng cây"'
    [[ $output != *"tr. "* ]]
}

@test "directives and traces name the page too" {
    run --separate-stderr "$TRACUU" directives --format json --unit 'Thanh tra Sở'
    [ "$(jq -c .page <<<"$output")" = 2 ]
    run --separate-stderr "$TRACUU" directives --unit 'Thanh tra Sở'
    [[ $output == *" tr. 2"* ]]
    run --separate-stderr "$TRACUU" trace --format json 21/2019/QĐ-UBND
    [ "$(jq -c .page <<<"$output")" = 2 ]
    run --separate-stderr "$TRACUU" trace 21/2019/QĐ-UBND
    [[ $output == *"paged.txt tr. 2"* ]]
    run --separate-stderr "$TRACUU" trace --format html 21/2019/QĐ-UBND
    [[ $output == *">paged.txt tr. 2</a>"* ]]
}
