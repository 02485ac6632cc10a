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
    body='1. Phòng Tổ chức cán bộ chủ trì rà soát hồ sơ theo Nghị quyết số 9/2020/NQ-HĐND ngày 02/7/2020 của HĐND tỉnh Bắc Kạn, báo cáo Giám đốc Sở trước ngày 15/6/2023.\n2. Phòng Cải cách hành chính lập kế hoạch cải cách hành chính của quý III.\n'
    printf "$body" | notice 17/TB-SNV 15 >goc.txt
    printf "$body" | sed 's/lập kế/lâp kê/; s/hồ sơ/hồ scr/' | notice 17/TB-SNV 15 >quet.txt
    # The same number and day, another notice.
    printf '1. Văn phòng mua sắm trang thiết bị, bố trí phòng họp trực tuyến, nâng cấp máy chủ, đường truyền, phần mềm quản lý văn bản.\n2. Bộ phận tiếp dân xác minh đơn thư khiếu nại, tố cáo tại các huyện, làm rõ trách nhiệm cá nhân liên quan, trả lời công dân đúng hạn theo Nghị quyết số 9/2020/NQ-HĐND.\n' |
        notice 17/TB-SNV 15 >khac.txt
    # Forms that differ in a name, their numbers and days still open.
    printf 'Giấy mời ông Nguyễn Văn An dự buổi tập huấn nghiệp vụ thư viện.\n' | notice /TB-SNV '   ' >moi-an.txt
    printf 'Giấy mời ông Nguyễn Văn Bình dự buổi tập huấn nghiệp vụ thư viện.\n' | notice /TB-SNV '   ' >moi-binh.txt
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
    run --separate-stderr "$TRACUU" directives --format json 'thanh tra sở kiểm tra' --ref 21/2019/QĐ-UBND
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

@test "the same notice in two files is one hit that names both, unless all copies are asked for" {
    run --separate-stderr "$TRACUU" search --format json '"cải cách hành chính"'
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 1 ]
    [ "$(jq -r '.path, .same[]' <<<"$output" | sort | paste -sd ' ')" = "goc.txt quet.txt" ]
    run --separate-stderr "$TRACUU" search '"cải cách hành chính"'
    [[ $output == "2 notices "* ]]
    [[ $output == *"the same as "* ]]
    [[ $output == *"1 notice is the same as one above and not shown (--all-copies)"* ]]
    [ "$("$TRACUU" search --all-copies --format json '"cải cách hành chính"' | jq -r .path | sort | paste -sd ' ')" = "goc.txt quet.txt" ]
    [ "$("$TRACUU" search --format paths0 '"cải cách hành chính"' | tr '\0' '\n' | wc -l)" -eq 2 ]
    [ "$("$TRACUU" search --count '"cải cách hành chính"')" = 2 ]
}

@test "one page after the other shows each notice once" {
    whole=$("$TRACUU" search --limit 0 --format json --ref 9/2020/NQ-HĐND | jq -r .path)
    [ "$(wc -l <<<"$whole")" -eq 2 ]
    first=$("$TRACUU" search --limit 1 --format json --ref 9/2020/NQ-HĐND | jq -r .path)
    second=$("$TRACUU" search --limit 1 --offset 1 --format json --ref 9/2020/NQ-HĐND | jq -r .path)
    [ "$first
$second" = "$whole" ]
}

@test "another notice with the same number and day stays a hit of its own" {
    run --separate-stderr "$TRACUU" search --limit 0 --format json --ref 9/2020/NQ-HĐND
    [ "$(jq -r 'select(.path == "khac.txt") | .same | length' <<<"$output")" = 0 ]
}

@test "forms without number and day are not taken for the same notice" {
    run --separate-stderr "$TRACUU" search --format json '"tập huấn nghiệp vụ thư viện"'
    [ "$(jq -r .path <<<"$output" | sort | paste -sd ' ')" = "moi-an.txt moi-binh.txt" ]
}

@test "directives and traces tell a notice once, however many files it is in" {
    run --separate-stderr "$TRACUU" directives --format json --unit 'Phòng Tổ chức cán bộ'
    [ "$(jq -r 'select(.text | test("rà soát")) | .id' <<<"$output" | wc -l)" -eq 1 ]
    run --separate-stderr "$TRACUU" trace --format json 9/2020/NQ-HĐND
    [ "$(jq -r .path <<<"$output" | grep -cE 'goc|quet')" -eq 1 ]
    [ "$(jq -r .path <<<"$output" | grep -c khac)" -eq 1 ]
    run --separate-stderr "$TRACUU" trace 9/2020/NQ-HĐND
    [[ $output == *"1 notice is the same as one above and not told again"* ]]
}

@test "an order that stands in two files comes once, whatever page of the list is asked for" {
    all=$("$TRACUU" directives --format json | jq -r .id)
    [ "$(wc -l <<<"$all")" -gt 4 ]
    pages=
    for offset in $(seq 0 12); do
        pages+=$("$TRACUU" directives --format json --limit 1 --offset "$offset" 2>/dev/null | jq -r .id)$'\n'
    done
    diff <(sort <<<"$all") <(sed '/^$/d' <<<"$pages" | sort)
}

@test "a time limit that counts from something else than a day is shown in its words" {
    mkdir "$BATS_TEST_TMPDIR/limits"
    cd "$BATS_TEST_TMPDIR/limits"
    printf '1. Thanh tra Sở báo cáo kết quả trong thời hạn 15 ngày, kể từ ngày nhận được kết luận của UBND tỉnh.\n2. Văn phòng mua sắm thiết bị.\n' |
        notice 18/TB-SNV 20 >a.txt
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" directives --format json
    [ "$(jq -sc 'map([.deadline, .limit])' <<<"$output")" = \
        '[[null,"trong thời hạn 15 ngày, kể từ ngày nhận được kết luận của UBND tỉnh"],[null,null]]' ]
    run "$TRACUU" directives
    [[ $output == *"  “trong thời hạn 15 ngày, kể từ ngày nhận được kết luận của UBND tỉnh”"$'\n'* ]]
    [[ $output == *"  không ghi hạn  "* ]]
    COLUMNS=40 run "$TRACUU" directives
    [ "$(grep -m1 '“trong' <<<"$output" | wc -L)" -le 40 ]
}
