#!/usr/bin/env bats
# tracuu trace over the sample archive: what became of a document, citation by citation.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    samples_setup_file
}

setup() {
    samples_setup
}

@test "a decision amended twice, then replaced; once cited in a damaged scan" {
    trace 18/2019/QĐ-UBND | same '
2019-06-14 self done qd-18-2019:7
2019-08-05 implements done 2019-08-05_tb-giao-ban-thang-7:13
2019-08-05 implements planned 2019-08-05_tb-giao-ban-thang-7:19
2019-08-28 issued_with done 2019-08-28_hd-1190:8
2019-08-28 implements done 2019-08-28_hd-1190:10
2020-05-15 amends draft 2020-05-15_cv-902:5 < Quyết định
2020-05-15 amends planned 2020-05-15_cv-902:12 < Quyết định
2020-10-09 amends done 2020-10-09_qd-31:8
2020-12-18 implements done 2020-12-18_bc-352:7
2021-04-02 basis done 2021-04-06_tb-giao-ban-thang-3:43
2021-11-12 amends planned 2021-11-12_tb-giao-ban-thang-10:18 < tờ trình
2022-02-25 amends done 2022-02-25_qd-07:7
2022-02-25 amends done 2022-02-25_qd-07:14 < 31/2020/qd-ubnd@phu-yen
2022-03-15 implements planned 2022-03-15_tb-62:11
2022-03-15 amends done 2022-03-15_tb-62:11 < 7/2022/qd-ubnd@phu-yen
2023-10-04 implements planned 2023-10-04_tb-ocr:11
2024-03-08 replaces planned 2024-03-08_tb-55:10 < Quyết định của UBND tỉnh
2024-07-05 replaces draft 2024-07-05_bc-199:10 < Quyết định
2024-07-05 replaces planned 2024-07-05_bc-199:15 < Quyết định
2024-09-30 replaces done 2024-09-30_qd-22:18'
    run "$TRACUU" trace 18/2019/QĐ-UBND --status
    [ "$output" = "Quyết định 18/2019/QĐ-UBND: replaced by 22/2024/QĐ-UBND, 30/9/2024" ]
}

@test "two provinces and one number: neither is mixed into the other" {
    run --separate-stderr "$TRACUU" trace 25/2020/NQ-HĐND
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [[ $stderr == *"tracuu trace 25/2020/nq-hdnd@ha-giang"* ]]
    [[ $stderr == *"tracuu trace 25/2020/nq-hdnd@phu-yen"* ]]
    trace 25/2020/nq-hdnd@phu-yen | same '
2020-07-17 self done 2020-07-17_nq-25:7
2020-11-04 implements planned 2020-11-06_tb-giao-ban-thang-10:28
2022-05-18 implements done 2022-05-18_tb-133:11
2022-05-18 implements planned 2022-05-18_tb-133:13
2022-06-20 implements planned 2022-06-24_tb-giao-ban-tuan-25:21
2022-06-29 implements done 2022-06-29_bc-158:7
2022-06-29 amends planned 2022-06-29_bc-158:15
2022-07-08 basis done 2022-07-08_cv-733:13
2022-12-09 amends done 2022-12-09_nq-41:7
2023-06-09 implements planned 2023-06-09_tb-118:9
2023-06-09 amends done 2023-06-09_tb-118:9 < 41/2022/nq-hdnd@phu-yen'
    trace 25/2020/NQ-HĐND --issuer "Hà Giang" | same '
2020-12-10 self done 2020-12-10_nq-25:7
2021-02-03 implements done 2021-02-03_kh-22:7
2021-03-26 basis done 2021-03-26_hd-410:7
2021-03-26 implements done 2021-03-26_hd-410:9 < 22/2021/kh-ubnd@ha-giang
2021-09-10 basis done 2021-09-10_tb-giao-ban-thang-8:14
2022-01-01 implements done 2022-01-14_bc-thang-12:11
2023-07-19 implements done 2023-07-19_tb-220:10
2023-07-19 replaces planned 2023-07-19_tb-220:13 < nghị quyết
2023-08-08 replaces planned 2023-08-11_tb-giao-ban-thang-7:12 < Nghị quyết của HĐND tỉnh
2023-12-08 replaces done 2023-12-08_nq-16:17
2020-06-05 drafts planned 2020-06-05_cv-1711:9 ? like_title'
    run "$TRACUU" trace 25/2020/nq-hdnd@phu-yen --status
    [ "$output" = "Nghị quyết 25/2020/NQ-HĐND: amended by 41/2022/NQ-HĐND, 09/12/2022" ]
    run "$TRACUU" trace 25/2020/nq-hdnd@ha-giang --status
    [ "$output" = "Nghị quyết 25/2020/NQ-HĐND: replaced by 16/2023/NQ-HĐND, 08/12/2023" ]
}

@test "a number alone is enough where one document has it" {
    same_story=$("$TRACUU" trace 67/2018/NĐ-CP)
    [ "$("$TRACUU" trace "số 67")" = "$same_story" ]
    run --separate-stderr "$TRACUU" trace 25
    [ "$status" -eq 2 ]
    [[ $stderr == *"tracuu trace 25/2020/nq-hdnd@ha-giang"* ]]
    run --separate-stderr "$TRACUU" search --ref 25
    [ "$status" -eq 2 ]
    run --separate-stderr "$TRACUU" trace "báo cáo 2023"
    [ "$status" -eq 2 ]
}

@test "a plan of two provinces and a district, whose year stands in its date only" {
    run --separate-stderr "$TRACUU" trace 45/KH-UBND
    [ "$status" -eq 2 ]
    [[ $stderr == *"Ủy ban nhân dân huyện Tây Hòa, 2021"* ]]
    trace 45/KH-UBND --issuer "Phú Yên" | same '
2021-03-12 self done 2021-03-12_kh-45:7
2021-03-30 implements done 2021-03-30_kh-45:9
2021-04-02 implements planned 2021-04-06_tb-giao-ban-thang-3:25
2021-04-02 basis done 2021-04-06_tb-giao-ban-thang-3:39
2021-08-27 implements done 2021-08-27_bc-211:9
2021-12-03 implements done 2021-12-03_bc-287:7'
    trace 45/KH-UBND --issuer "Hà Giang" | same '
2022-03-21 self done 2022-03-21_kh-45:7
2022-04-08 implements done 2022-04-08_tb-77:6
2022-11-25 implements done 2022-11-25_bc-trong-rung:7'
    trace 45/KH-UBND --issuer "huyện Tây Hòa" | same '
2021-03-30 self done 2021-03-30_kh-45:7'
}

@test "a decree that the archive only cites" {
    trace 67/2018/NĐ-CP | same '
2019-06-14 basis done qd-18-2019:14
2019-08-28 basis done 2019-08-28_hd-1190:14
2020-02-14 implements planned 2020-02-14_tb-giao-ban:12
2020-10-09 basis done 2020-10-09_qd-31:12
2021-03-12 basis done 2021-03-12_kh-45:24
2022-08-19 implements done 2022-08-19_bnn-cv-5412:5
2022-08-19 amends planned 2022-08-19_bnn-cv-5412:13
2024-01-19 basis done 2024-01-19_tb-12:10
2024-09-30 basis done 2024-09-30_qd-22:11'
    run "$TRACUU" trace 67/2018/NĐ-CP
    [[ $output == *"Nghị định 67/2018/NĐ-CP · Chính phủ · 14/5/2018 · not in the archive itself"* ]]
    run "$TRACUU" trace 67/2018/NĐ-CP --status
    [ "$output" = "Nghị định 67/2018/NĐ-CP: to be amended (planned), 19/8/2022" ]
}

@test "a year that a notice leaves out is the only one that fits, and marked so" {
    trace 05/CT-TTg | same '
2020-03-09 implements done 2020-03-09_cv-612:9
2020-09-18 implements planned 2020-09-18_tb-141:9
2021-11-12 implements planned 2021-11-12_tb-giao-ban-thang-10:10'
    run bash -c '"$TRACUU" trace 05/CT-TTg --format json | jq -c "[.line, .inferred]"'
    [ "$output" = $'[9,false]\n[9,true]\n[10,false]' ]
}

@test "what a report proposes is planned, what a draft would do is planned too" {
    trace 29/2021/QĐ-UBND | same '
2021-06-11 drafts planned 2021-06-11_tb-giao-ban-thang-5:12 = title
2021-08-20 self done 2021-08-20_qd-29:7
2021-10-08 issued_with done 2021-10-08_kh-attp:8
2021-10-08 basis done 2021-10-08_kh-attp:10
2022-04-12 basis done 2022-04-15_tb-giao-ban-thang-3:14
2022-12-16 implements done 2022-12-16_bc-attp:9
2022-12-16 amends planned 2022-12-16_bc-attp:15
2023-05-19 amends planned 2023-05-19_tb-96:9 < Quyết định
2023-11-17 amends done 2023-11-17_qd-40:8
2024-02-01 issued_with done 2024-02-02_tb-ocr:12'
    run "$TRACUU" trace 29/2021/QĐ-UBND --status
    [ "$output" = "Quyết định 29/2021/QĐ-UBND: amended by 40/2023/QĐ-UBND, 17/11/2023" ]
}

@test "a law by its name, with and without marks, and by its key" {
    for name in "Luật Thủy lợi" "luat thuy loi" luat:thuy-loi:2017; do
        trace "$name" | same '
2019-06-14 basis done qd-18-2019:13
2019-06-14 details done qd-18-2019:14 < 67/2018/nd-cp
2020-10-09 basis done 2020-10-09_qd-31:11
2022-02-25 basis done 2022-02-25_qd-07:9
2024-09-30 basis done 2024-09-30_qd-22:10
2024-09-30 details done 2024-09-30_qd-22:11 < 67/2018/nd-cp' || return 1
    done
    run "$TRACUU" trace "Luật Thủy lợi"
    [[ ${lines[0]} == "Luật Thủy lợi 2017 · "* ]]
}

@test "notices and letters have a story too" {
    trace 133/TB-VPUB | same '
2022-05-18 self done 2022-05-18_tb-133:8
2022-06-20 basis done 2022-06-24_tb-giao-ban-tuan-25:21
2022-06-29 implements done 2022-06-29_bc-158:9
2022-07-08 implements done 2022-07-08_cv-733:11'
    trace 276/TB-VPCP | same '
2021-10-15 self done 2021-10-15_vpcp-tb-276:7
2021-11-12 implements planned 2021-11-12_tb-giao-ban-thang-10:16'
}

@test "a resolution that took the place of another" {
    trace 16/2023/NQ-HĐND | same '
2023-12-08 self done 2023-12-08_nq-16:7
2024-01-19 implements planned 2024-01-19_tb-12:8 < kế hoạch
2024-08-02 implements done 2024-08-02_bc-nq16:4
2025-03-20 implements planned 2025-03-20_tb-41-snnmt:15'
}

@test "a resolution of the party, and a decision that was replaced" {
    trace 18-NQ/TW | same '
2024-11-12 basis done 2024-11-15_tb-giao-ban-thang-10:20
2025-02-18 basis done 2025-02-21_tb-giao-ban-thang-01:17'
    trace 10/2015/QĐ-UBND | same '
2021-06-11 replaces planned 2021-06-11_tb-giao-ban-thang-5:12 < Quy chế phối hợp quản lý an toàn thực phẩm trên địa bàn tỉnh Bến Tre
2021-08-20 replaces done 2021-08-20_qd-29:19'
}

@test "a decision that only amends is replaced with the one it amends" {
    trace 31/2020/QĐ-UBND | same '
2020-10-09 self done 2020-10-09_qd-31:7
2020-11-04 basis done 2020-11-06_tb-giao-ban-thang-10:12
2021-04-02 basis done 2021-04-06_tb-giao-ban-thang-3:45
2021-11-12 amends planned 2021-11-12_tb-giao-ban-thang-10:18 < tờ trình
2022-02-25 amends done 2022-02-25_qd-07:7
2022-02-25 amends done 2022-02-25_qd-07:14 > 18/2019/qd-ubnd@phu-yen
2024-09-30 replaces done 2024-09-30_qd-22:18'
    run "$TRACUU" trace 2210/QĐ-UBND --status
    [ "$output" = "Quyết định 2210/QĐ-UBND: repealed by 18/2019/QĐ-UBND, 14/6/2019" ]
}

@test "filters narrow a trace to notices of a time, an office, a unit" {
    trace 18/2019/QĐ-UBND --period 2021 | same '
2021-04-02 basis done 2021-04-06_tb-giao-ban-thang-3:43
2021-11-12 amends planned 2021-11-12_tb-giao-ban-thang-10:18 < tờ trình'
    trace 67/2018/NĐ-CP --issuer "Hà Giang" | same '
2020-02-14 implements planned 2020-02-14_tb-giao-ban:12
2024-01-19 basis done 2024-01-19_tb-12:10'
    trace 18/2019/QĐ-UBND --unit "Sở Tài nguyên và Môi trường" --period 2022-03 | same '
2022-03-15 implements planned 2022-03-15_tb-62:11
2022-03-15 amends done 2022-03-15_tb-62:11 < 7/2022/qd-ubnd@phu-yen'
}

@test "--depth follows what changed it; --direction back what it stands on" {
    run bash -c '"$TRACUU" trace 25/2020/nq-hdnd@phu-yen --depth 1 --format json --limit 0 | jq -r .key | sort -u'
    [ "$status" -eq 0 ]
    [[ $output == *41/2022/nq-hdnd@phu-yen* ]]
    run bash -c '"$TRACUU" trace 41/2022/NQ-HĐND --depth 1 --direction back --format json --limit 0 | jq -r .key | sort -u'
    [ "$status" -eq 0 ]
    [[ $output == *25/2020/nq-hdnd@phu-yen* ]]
    run --separate-stderr "$TRACUU" trace 18/2019/QĐ-UBND --depth 1000
    [ "$status" -eq 2 ]
}

@test "pictures are well formed" {
    "$TRACUU" trace 18/2019/QĐ-UBND --depth 2 --format svg >picture.svg
    "$TRACUU" trace 18/2019/QĐ-UBND --depth 2 --format html >picture.html
    "$TRACUU" trace 18/2019/QĐ-UBND --depth 2 --format dot >picture.dot
    grep -q '</svg>' picture.svg
    grep -q '</html>' picture.html
    if command -v xmllint >/dev/null; then
        xmllint --noout picture.svg
        # xmllint has never heard of the elements of HTML 5.
        [ -z "$(xmllint --html --noout picture.html 2>&1 | grep error | grep -v 'Tag [a-z]* invalid')" ]
    else
        python3 -c 'import xml.dom.minidom as m; m.parse("picture.svg")'
    fi
    if command -v dot >/dev/null; then
        dot -Tsvg picture.dot >/dev/null
    fi
}

@test "without UTF-8 the signs are plain, the words stay" {
    run bash -c 'LC_ALL=C "$TRACUU" trace 05/CT-TTg'
    [ "$status" -eq 0 ]
    [[ $output != *▶* && $output != *·····* ]]
    [[ $output == *"Chỉ thị 05/CT-TTg"* ]]
}

@test "unknown exits with 1, not understood with 2" {
    run --separate-stderr "$TRACUU" trace 999/2019/QĐ-UBND
    [ "$status" -eq 1 ]
    [[ $stderr == *"999/2019/QĐ-UBND"* ]]
    run --separate-stderr "$TRACUU" trace "xin chào"
    [ "$status" -eq 2 ]
    run --separate-stderr "$TRACUU" trace
    [ "$status" -eq 2 ]
}

@test "a document named by its title alone is told where no other has the title" {
    trace 22/2024/QĐ-UBND | same '
2024-09-30 self done 2024-09-30_qd-22:7
2024-11-12 basis done 2024-11-15_tb-giao-ban-thang-10:12
2024-12-13 implements done 2024-12-13_bc-415:14 = title
2025-04-09 basis done 2025-04-09_tb-18-snnmt:12'
    run "$TRACUU" trace 22/2024/QĐ-UBND
    [[ $output == *"named by its title, which no other document of the archive has"* ]]
}

@test "a short name that the archive explains leads to its document" {
    for name in "Đề án 06" "de an 06" 06/QĐ-TTg; do
        trace "$name" | same '
2022-04-12 implements planned 2022-04-15_tb-giao-ban-thang-3:11 = short_name
2022-06-24 implements done 2022-06-24_bc-de-an-06:14
2023-05-19 implements planned 2023-05-19_tb-96:15 = short_name
2023-08-08 implements planned 2023-08-11_tb-giao-ban-thang-7:22 = short_name
2024-06-14 implements planned 2024-06-14_tb-109:12 = short_name
2025-02-18 implements planned 2025-02-21_tb-giao-ban-thang-01:20 = short_name' || return 1
    done
    run "$TRACUU" trace "Đề án 06"
    [[ ${lines[0]} == "Quyết định 06/QĐ-TTg · Thủ tướng Chính phủ · 06/01/2022 · "* ]]
    run "$TRACUU" search --ref "Đề án 06" --count
    [ "$output" = 6 ]
}

@test "what is only like a title is offered at the end and counts nowhere" {
    run "$TRACUU" trace 25/2020/nq-hdnd@ha-giang
    [[ $output == *"perhaps, by what it is about:"*"2020  05/06"*"not beyond doubt the same"* ]]
    run bash -c '"$TRACUU" trace 25/2020/nq-hdnd@ha-giang --format json | jq -c "[.perhaps, .inferred, .reason, .cited]" | tail -1'
    [ "$output" = '[true,true,"like_title",null]' ]
    run bash -c '"$TRACUU" trace 25/2020/nq-hdnd@ha-giang --format csv | tail -1'
    [[ $output == *",like_title,perhaps"* ]]
}

@test "pictures show what is offered apart, and hold every mark" {
    "$TRACUU" trace 25/2020/nq-hdnd@ha-giang --depth 2 --format svg >"$BATS_TEST_TMPDIR/a.svg"
    grep -q "perhaps, by what it is about" "$BATS_TEST_TMPDIR/a.svg"
    height=$(grep -o 'height="[0-9]*"' "$BATS_TEST_TMPDIR/a.svg" | head -1 | tr -dc 0-9)
    for place in $(grep -o 'cy="[0-9]*' "$BATS_TEST_TMPDIR/a.svg" | tr -dc '0-9\n'); do
        [ "$place" -lt "$height" ]
    done
    # Every line of text has a height of its own.
    [ -z "$(grep -o '<text class="\(date\|order\|quote\)"[^>]*' "$BATS_TEST_TMPDIR/a.svg" | sort | uniq -d)" ]
    run "$TRACUU" trace 25/2020/nq-hdnd@ha-giang --format html
    [[ $output == *'<td colspan="3"'*"perhaps"* ]]
}

@test "a document that is only cited is told as issued on its day, with the silence behind it" {
    for picture in svg html; do
        run "$TRACUU" trace luat:thuy-loi:2017 --format $picture
        [[ $output == *"2017"*"issued (as cited)"* ]]
    done
    run "$TRACUU" trace luat:thuy-loi:2017
    [ "${lines[2]}" = "2017  19/06  ●  issued (as cited)" ]
    [[ ${lines[3]} == *"no mention for 23 months" ]]
    [[ ${lines[4]} == "2019  14/06  ▲"* ]]
    # What the archive has tells its own day, and a page further on begins where it begins.
    run "$TRACUU" trace 18/2019/QĐ-UBND
    [[ $output != *"as cited"* ]]
    run "$TRACUU" trace luat:thuy-loi:2017 --offset 1
    [[ $output != *"as cited"* ]]
    run bash -c '"$TRACUU" trace luat:thuy-loi:2017 --depth 1 --direction back | grep -c "as cited"'
    [ "$output" -eq 1 ]
}

@test "what does it is named as people write it, and nothing of it is cut off" {
    run "$TRACUU" trace luat:thuy-loi:2017
    [[ $output == *"  by 67/2018/NĐ-CP"* ]]
    [[ $output != *67/2018/nd-cp* ]]
    [[ $output != *"together with 67/2018"* ]]
    for width in 40 70 100; do
        COLUMNS=$width "$TRACUU" trace 18/2019/QĐ-UBND | tr -s ' \n' ' ' >told
        grep -q "Thông báo /TB-SNN,* Sở Nông nghiệp và Phát triển nông thôn Phú Yên" told
        grep -q "by tờ trình" told
    done
}

@test "the province is said of a council that citations name without it" {
    run --separate-stderr "$TRACUU" trace nq 25
    [ "$status" -eq 2 ]
    [[ $stderr == *"25/2020/NQ-HĐND  "*"tỉnh Hà Giang, 2020"*"tỉnh Phú Yên, 2020"* ]]
}

@test "a table of events has the first and the last day of each notice" {
    run bash -c '"$TRACUU" trace luat:thuy-loi:2017 --format csv | tr -d "\r" | sed -n "1p;2p" | sed "s/.*,\(.*,.*\)$/\1/"'
    [ "${lines[0]}" = "from,to" ]
    [ "${lines[1]}" = "2019-06-14,2019-06-14" ]
}

@test "filters that leave no notice leave no story" {
    for options in '' --status '--depth 1' '--format json' '--format svg'; do
        # shellcheck disable=SC2086
        run --separate-stderr "$TRACUU" trace 18/2019/QĐ-UBND --period 1990 $options
        [ "$status" -eq 1 ]
        [ -z "$output" ]
        [ "$stderr" = "tracuu: trace: no notice that the filters leave cites “18/2019/QĐ-UBND”" ]
    done
    run --separate-stderr "$TRACUU" trace 18/2019/QĐ-UBND --offset 500 --format json
    [ "$status" -eq 1 ]
    [[ $stderr == *"--offset leaves out all"* ]]
}

@test "a type that the name says is not said twice" {
    mkdir "$BATS_TEST_TMPDIR/short"
    cd "$BATS_TEST_TMPDIR/short" || exit 1
    unset TRACUU_INDEX
    printf 'Số: 9/BC-SYT\n\nBÁO CÁO\n\nSở đã triển khai Đề án 06.\n' >a.txt
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" trace "Đề án 06" --status
    [ "$output" = "Đề án 06: nothing said of a change or an end" ]
}

# Notices that tell what others did, in an archive of their own.
others_telling() {
    mkdir -p "$BATS_TEST_TMPDIR/told"
    cd "$BATS_TEST_TMPDIR/told" || return 1
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/told.index
    cat >bao-cao.txt <<'END'
UBND TỈNH PHÚ YÊN
SỞ NỘI VỤ

Số: 12/BC-SNV
Phú Yên, ngày 10 tháng 5 năm 2024

BÁO CÁO
Về công tác lưu trữ

1. Căn cứ Nghị định số 115/2020/NĐ-CP ngày 25/9/2020 được sửa đổi, bổ sung bởi Nghị định số 85/2023/NĐ-CP ngày 07/12/2023.
2. Quyết định số 14/2019/QĐ-UBND ngày 05/4/2019 của UBND tỉnh đã bị bãi bỏ tại Quyết định số 20/2022/QĐ-UBND ngày 01/8/2022.
3. Quy chế làm việc của Sở được sửa đổi tại Quyết định số 70/QĐ-SNV ngày 01/8/2022.
4. Báo cáo này được thay thế bởi Báo cáo số 13/BC-SNV ngày 15/5/2024.
END
    cat >thong-bao.txt <<'END'
UBND TỈNH PHÚ YÊN
SỞ NỘI VỤ

Số: 30/TB-SNV
Phú Yên, ngày 11 tháng 6 năm 2025

THÔNG BÁO
Về công tác lưu trữ

Thực hiện Nghị định số 115/2020/NĐ-CP ngày 25/9/2020 (sửa đổi bởi Nghị định số 40/2021/NĐ-CP ngày 01/4/2021).
END
    "$TRACUU" index . 2>/dev/null
}

@test "what a third document tells of two others is told under both, each the right way round" {
    others_telling
    run bash -c '"$TRACUU" trace 115/2020/NĐ-CP --format json | jq -r "[.key, .relation, .direction, .subject // \"-\", .line] | join(\" \")"'
    [ "$output" = '115/2020/nd-cp basis of - 10
115/2020/nd-cp amends of 85/2023/nd-cp 10
115/2020/nd-cp implements of - 10
115/2020/nd-cp amends of 40/2021/nd-cp 10' ]
    run bash -c '"$TRACUU" trace 85/2023/NĐ-CP --format json | jq -r "[.key, .relation, .direction, .subject, .line] | join(\" \")"'
    [ "$output" = '85/2023/nd-cp amends by 115/2020/nd-cp 10' ]
    run "$TRACUU" trace 115/2020/NĐ-CP
    [[ $output == *"amended by 85/2023/NĐ-CP, as told by  Báo cáo 12/BC-SNV"* ]]
    run "$TRACUU" trace 85/2023/NĐ-CP
    [[ $output == *"amends 115/2020/NĐ-CP, as told by  Báo cáo 12/BC-SNV"* ]]
    run "$TRACUU" trace 70/QĐ-SNV
    [[ $output == *"amends Quy chế làm việc của Sở, as told by  Báo cáo 12/BC-SNV"* ]]
    run "$TRACUU" trace 13/BC-SNV
    [[ $output == *"replaces 12/BC-SNV, as told by  Báo cáo 12/BC-SNV"* ]]
}

@test "what changed a document is known from a third one; what did it stays what it is" {
    others_telling
    run "$TRACUU" trace 14/2019/QĐ-UBND --status
    [ "$output" = "Quyết định 14/2019/QĐ-UBND: repealed by 20/2022/QĐ-UBND, as told by 12/BC-SNV, 10/5/2024" ]
    run "$TRACUU" trace 20/2022/QĐ-UBND --status
    [[ $output == *": nothing said of a change or an end"* ]]
    # A later notice that names an older change does not make it the last one.
    run "$TRACUU" trace 115/2020/NĐ-CP --status
    [ "$output" = "Nghị định 115/2020/NĐ-CP: amended by 85/2023/NĐ-CP, as told by 12/BC-SNV, 10/5/2024" ]
    run bash -c '"$TRACUU" trace 85/2023/NĐ-CP --depth 1 --direction back --format json | jq -r .key | sort -u'
    [[ $output == *115/2020/nd-cp* ]]
    run bash -c '"$TRACUU" trace 85/2023/NĐ-CP --depth 1 --direction forward --format json | jq -r .key | sort -u'
    [ "$output" = 85/2023/nd-cp ]
    run bash -c '"$TRACUU" trace 115/2020/NĐ-CP --depth 1 --format dot | grep -c "\"85/2023/nd-cp\" -> \"115/2020/nd-cp\""'
    [ "$output" -eq 1 ]
}

# Acts that change others in whole and in part, in an archive of their own.
acts_of_2025() {
    mkdir -p "$BATS_TEST_TMPDIR/acts"
    cd "$BATS_TEST_TMPDIR/acts" || return 1
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/acts.index
    head_of() {
        printf 'BỘ TÀI CHÍNH\n\nSố: %s\nHà Nội, ngày %s\n\n%s\n%s\n\n' "$@"
    }
    {
        head_of 1/2025/TT-BTC '10 tháng 01 năm 2025' 'THÔNG TƯ' 'Về phí'
        printf 'Điều 1. Bãi bỏ khoản 2 Điều 3 Thông tư số 10/2020/TT-BTC ngày 05/3/2020.\n'
        printf 'Điều 2. Thay thế Phụ lục II ban hành kèm theo Thông tư số 11/2020/TT-BTC ngày 06/3/2020.\n'
        printf 'Điều 3. Bãi bỏ một số điều của Thông tư số 12/2020/TT-BTC ngày 07/3/2020.\n'
        printf 'Điều 4. Bãi bỏ Điều 5 Thông tư số 13/2020/TT-BTC ngày 08/3/2020.\n'
        printf 'Điều 5. Bãi bỏ Thông tư số 13/2020/TT-BTC ngày 08/3/2020.\n'
        printf 'Điều 6. Ngưng hiệu lực Thông tư số 14/2020/TT-BTC ngày 09/3/2020.\n'
    } >1.txt
    {
        head_of 2/BC-BTC '10 tháng 02 năm 2026' 'BÁO CÁO' 'Về phí'
        printf 'Điều 7 Thông tư số 15/2020/TT-BTC ngày 10/3/2020 đã bị bãi bỏ bởi Thông tư số 9/2024/TT-BTC ngày 01/4/2024.\n'
        printf 'Căn cứ Luật Xây dựng số 50/2014/QH13; Luật Xây dựng năm 2014 quy định về quy hoạch.\n'
    } >2.txt
    {
        head_of 3/TTr-BTC '10 tháng 03 năm 2026' 'TỜ TRÌNH' 'Về phí'
        printf 'Luật Xây dựng năm 2014 được thực hiện tốt. Luật Xây dựng còn vướng mắc.\n'
    } >3.txt
    {
        head_of 4/2026/TT-BTC '10 tháng 04 năm 2026' 'THÔNG TƯ' 'Về phí'
        printf 'Luật Xây dựng số 50/2014/QH13 hết hiệu lực kể từ ngày ký.\n'
    } >4.txt
    "$TRACUU" index . 2>/dev/null
}

@test "what repeals or replaces a part of a document amends it" {
    acts_of_2025
    for number in 10 11 12; do
        run "$TRACUU" trace $number/2020/TT-BTC --status
        [ "$output" = "Thông tư $number/2020/TT-BTC: amended by 1/2025/TT-BTC, 10/01/2025" ]
    done
    run "$TRACUU" trace 11/2020/TT-BTC
    [[ $output == *"replaces Phụ lục II  Thông tư 1/2025/TT-BTC"* ]]
    # Both are told where a notice says both, and the whole counts.
    run bash -c '"$TRACUU" trace 13/2020/TT-BTC --format json | jq -r "[.relation, .pinpoint // \"-\"] | join(\" \")"'
    [ "$output" = 'repeals Điều 5
repeals -' ]
    run "$TRACUU" trace 13/2020/TT-BTC --status
    [ "$output" = "Thông tư 13/2020/TT-BTC: repealed by 1/2025/TT-BTC, 10/01/2025" ]
    run "$TRACUU" trace 14/2020/TT-BTC --status
    [ "$output" = "Thông tư 14/2020/TT-BTC: amended by 1/2025/TT-BTC, 10/01/2025" ]
    # What a third one tells of a part.
    run "$TRACUU" trace 15/2020/TT-BTC --status
    [ "$output" = "Thông tư 15/2020/TT-BTC: amended by 9/2024/TT-BTC, as told by 2/BC-BTC, 10/02/2026" ]
}

@test "a law by name and year and by number is one story" {
    acts_of_2025
    by_number=$("$TRACUU" trace 50/2014/QH13)
    [[ $by_number == *3/TTr-BTC*4/2026/TT-BTC* ]]
    for asked in "Luật Xây dựng 2014" luat:xay-dung:2014 "luật xây dựng năm 2014"; do
        [ "$("$TRACUU" trace "$asked")" = "$by_number" ]
    done
    run "$TRACUU" trace luat:xay-dung:2014 --status
    [ "$output" = "Luật 50/2014/QH13: repealed by 4/2026/TT-BTC, 10/4/2026" ]
    [ "$("$TRACUU" search --ref "Luật Xây dựng 2014" --count)" = "$("$TRACUU" search --ref 50/2014/QH13 --count)" ]
    run "$TRACUU" search --ref 50/2014/QH13 --count
    [ "$output" = 3 ]
}

@test "a key given whole means itself" {
    mkdir "$BATS_TEST_TMPDIR/whole"
    cd "$BATS_TEST_TMPDIR/whole"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/whole.index
    printf 'Số: 1/BC-STC\n\nBÁO CÁO\n\nCăn cứ Luật Giá năm 2023;\n' >1.txt
    printf 'Số: 2/BC-STC\n\nBÁO CÁO\n\nLuật Giá còn vướng mắc.\n' >2.txt
    "$TRACUU" index . 2>/dev/null
    run --separate-stderr "$TRACUU" trace "Luật Giá"
    [ "$status" -eq 2 ]
    [[ $stderr == *"tracuu trace luat:gia:-"* ]]
    run "$TRACUU" trace luat:gia:-
    [ "$status" -eq 0 ]
    [[ $output == *2/BC-STC* && $output != *1/BC-STC* ]]
}

@test "filters and limits narrow what is listed, not what is known" {
    whole=$("$TRACUU" trace 18/2019/QĐ-UBND)
    for options in "--period 2020" "--limit 2" "--issuer phu-yen --limit 3"; do
        # shellcheck disable=SC2086
        run "$TRACUU" trace 18/2019/QĐ-UBND $options
        [ "${lines[0]}" = "$(sed -n 1p <<<"$whole")" ]
        [ "${lines[1]}" = "$(sed -n 2p <<<"$whole")" ]
        [[ $output != *"no mention since"* ]]
    done
    run "$TRACUU" trace 18/2019/QĐ-UBND --limit 2
    [ "${lines[-1]}" = "… and more: 13 notices cite it (--limit 0 shows all)" ]
    run "$TRACUU" trace 18/2019/QĐ-UBND --depth 1 --limit 2
    [ "${lines[-1]}" = "… and more: 13 notices cite it (--limit 0 shows all)" ]
    run "$TRACUU" trace 18/2019/QĐ-UBND --period 2020
    [[ $output != *"no mention"* ]]
    [[ ${lines[-1]} == "the filters leave 3 of "*" notices that cite it" ]]
    run "$TRACUU" trace 18/2019/QĐ-UBND --period 2020 --status
    [ "$output" = "Quyết định 18/2019/QĐ-UBND: replaced by 22/2024/QĐ-UBND, 30/9/2024" ]
}

@test "a picture is of one document" {
    for picture in svg html dot; do
        run --separate-stderr "$TRACUU" trace 25/2020/NQ-HĐND --all --format $picture
        [ "$status" -eq 2 ]
        [ -z "$output" ]
    done
}

@test "what is older than the document has not changed it" {
    mkdir "$BATS_TEST_TMPDIR/older"
    cd "$BATS_TEST_TMPDIR/older"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/older.index
    printf 'Số: 69/2025/TT-BTC\nHà Nội, ngày 01 tháng 7 năm 2025\n\nTHÔNG TƯ\n\nCăn cứ Luật Thuế giá trị gia tăng số 48/2024/QH15;\nNghị định số 100/2016/NĐ-CP ngày 01/7/2016 quy định chi tiết thi hành Luật sửa đổi, bổ sung một số điều của Luật Thuế giá trị gia tăng.\n' >1.txt
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" trace 48/2024/QH15 --status
    [[ $output == *": nothing said of a change or an end"* ]]
}

@test "what is copied from a text says which document is meant" {
    mkdir "$BATS_TEST_TMPDIR/copied"
    cd "$BATS_TEST_TMPDIR/copied"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/copied.index
    printf 'Số: 1/BC-STC\n\nBÁO CÁO\n\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013; Nghị định số 30/2020/NĐ-CP; Quyết định số 100/QĐ-TTg ngày 01/02/2019;\n' >1.txt
    "$TRACUU" index . 2>/dev/null
    for asked in "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ" "Điều 5 Nghị định 30/2020/NĐ-CP"; do
        run "$TRACUU" trace "$asked" --status
        [[ $output == "Nghị định 30/2020/NĐ-CP: "* ]]
        [ "$("$TRACUU" search --ref "$asked" --count)" = 1 ]
    done
    run "$TRACUU" trace "quyết định 100 của Thủ tướng" --status
    [[ $output == "Quyết định 100/QĐ-TTg: "* ]]
    run "$TRACUU" trace "hiến pháp" --status
    [[ $output == "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam 2013: "* ]]
}

@test "--status is told to programs as JSON, and in no other format" {
    run "$TRACUU" trace 18/2019/QĐ-UBND --status --format json
    [ "$status" -eq 0 ]
    [ "$(jq -c '[.format, .key, .state, .by, .date.from]' <<<"$output")" = \
        '[1,"18/2019/qd-ubnd@phu-yen","replaced","22/2024/QĐ-UBND","2024-09-30"]' ]
    [[ $(jq -r .text <<<"$output") == "replaced by 22/2024/QĐ-UBND"* ]]
    run "$TRACUU" trace 18/2019/QĐ-UBND --status --format svg
    [ "$status" -eq 2 ]
}

@test "a law with a very long name is traced by its key" {
    mkdir "$BATS_TEST_TMPDIR/long"
    cd "$BATS_TEST_TMPDIR/long"
    printf 'SỞ TÀI CHÍNH TỈNH BẮC KẠN\nSố: 1/TB-STC\nBắc Kạn, ngày 05 tháng 5 năm 2025\n\nTHÔNG BÁO\nVề việc phổ biến luật\n\nCăn cứ Luật sửa đổi, bổ sung một số điều của Luật Chứng khoán, Luật Kế toán, Luật Kiểm toán độc lập, Luật Ngân sách nhà nước, Luật Quản lý, sử dụng tài sản công, Luật Quản lý thuế, Luật Thuế thu nhập cá nhân, Luật Dự trữ quốc gia, Luật Xử lý vi phạm hành chính ngày 29 tháng 11 năm 2024;\n' >a.txt
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    key=$("$TRACUU" list refs --format json | jq -r 'select(.value | length > 200) | .value')
    [ -n "$key" ]
    run "$TRACUU" trace "$key" --format json
    [ "$status" -eq 0 ]
    [ "$(jq -r .key <<<"$output")" = "$key" ]
}

@test "a law may be named with an abbreviation" {
    mkdir "$BATS_TEST_TMPDIR/brief"
    cd "$BATS_TEST_TMPDIR/brief"
    printf 'SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH BẮC KẠN\nSố: 1/TB-SKHCN\nBắc Kạn, ngày 05 tháng 5 năm 2025\n\nTHÔNG BÁO\nVề việc phổ biến luật\n\nCăn cứ Luật Khoa học và Công nghệ ngày 18 tháng 6 năm 2013;\n' >a.txt
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    for name in 'Luật KH&CN' 'luật khcn 2013'; do
        run "$TRACUU" trace "$name" --format json
        [ "$status" -eq 0 ]
        [ "$(jq -r .key <<<"$output")" = luat:khoa-hoc-va-cong-nghe:2013 ]
        [ "$("$TRACUU" search --count --ref "$name")" -eq 1 ]
    done
    run "$TRACUU" trace 'luật bhxh'
    [ "$status" -eq 1 ]
}
