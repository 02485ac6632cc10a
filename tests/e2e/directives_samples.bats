#!/usr/bin/env bats
# Questions to the sample archive about who was told what, with every order that a person finds in it.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    samples_setup_file
}

setup() {
    samples_setup
}

@test "Chi cục Kiểm lâm of Hà Giang: plans, minutes, a scan and a report, but not what the report tells as done" {
    directives --unit "Chi cục Kiểm lâm" --issuer "Hà Giang" | same '
2022-01-14_bc-thang-12:20 l:Chi cục Kiểm lâm + c:Công an tỉnh, (in 2022-01-31)
2022-03-21_kh-45:13 a:Chi cục Kiểm lâm, in 2022-12-31
2022-04-08_tb-77:8 l:Chi cục Kiểm lâm + c:Phòng Kế hoạch - Tài chính, before 2022-04-30
2022-09-09_tb-ocr:11 a:Chi cục Kiểm lâm, before 2022-10-31
2022-09-09_tb-ocr:13 a:Chi cục Kiểm lâm
2022-11-25_bc-trong-rung:13 a:Chi cục Kiểm lâm, before 2022-12-31'
}

@test "Phòng Nghiệp vụ Y of Bến Tre, led and helped" {
    directives --unit "Phòng Nghiệp vụ Y" | same '
2019-12-13_tb-giao-ban-thang-11:11 l:Phòng Nghiệp vụ Y + c:Trung tâm Kiểm soát bệnh tật, before 2019-12-31
2020-09-18_tb-141:9 l:Phòng Nghiệp vụ Y + c:Trung tâm Kiểm soát bệnh tật, before 2020-09-30, 5/-/ct-ttg
2023-05-19_tb-96:18 a:Phòng Nghiệp vụ Y + c:Bảo hiểm xã hội, in 2023-09-30, 146/2018/nd-cp
2025-02-21_tb-giao-ban-thang-01:11 l:Phòng Nghiệp vụ Y + c:Trung tâm Kiểm soát bệnh tật, before 2025-03-31, 271/2025/qd-byt'
}

@test "the food safety office: a row of a table, a scan, a citation broken over a line" {
    directives --unit "Chi cục An toàn vệ sinh thực phẩm" | same '
2021-06-11_tb-giao-ban-thang-5:12 a:Chi cục An toàn vệ sinh thực phẩm, before 2021-07-31, 10/2015/qd-ubnd@ben-tre
2021-10-08_kh-attp:15 l:Chi cục An toàn vệ sinh thực phẩm + c:Phòng Nghiệp vụ Y, in 2021-11-30
2022-04-15_tb-giao-ban-thang-3:14 a:Chi cục An toàn vệ sinh thực phẩm, in 2022-06-30, 29/2021/qd-ubnd@ben-tre
2023-05-19_tb-96:9 l:Chi cục An toàn vệ sinh thực phẩm + c:Phòng Nghiệp vụ Y, before 2023-06-30, 29/2021/qd-ubnd@ben-tre
2024-02-02_tb-ocr:11 a:Chi cục An toàn vệ sinh thực phẩm + c:Thanh tra Sở, before 2024-02-20, 29/2021/qd-ubnd@ben-tre 40/2023/qd-ubnd@ben-tre'
}

@test "Chi cục Thủy lợi of Phú Yên, before it was merged" {
    directives --unit phu-yen/chi-cuc-thuy-loi --role any | same '
2019-08-05_tb-giao-ban-thang-7:19 l:Chi cục Thủy lợi + c:Phòng Kế hoạch - Tài chính, before 2019-08-20, 18/2019/qd-ubnd@phu-yen
2019-08-05_tb-giao-ban-thang-7:21 a:Chi cục Thủy lợi, in 2019-09-30
2020-11-06_tb-giao-ban-thang-10:12 a:Chi cục Thủy lợi, before 2021-03-31, 31/2020/qd-ubnd@phu-yen
2020-11-06_tb-giao-ban-thang-10:16 a:Chi cục Thủy lợi + c:Phòng Kế hoạch - Tài chính, before 2020-11-15
2020-12-18_bc-352:21 a:Chi cục Thủy lợi, before 2021-06-30
2021-04-06_tb-giao-ban-thang-3:39 l:Chi cục Thủy lợi + c:các địa phương, before 2021-08-15, 45/2021/kh-ubnd@phu-yen
2021-04-06_tb-giao-ban-thang-3:43 a:Chi cục Thủy lợi, 18/2019/qd-ubnd@phu-yen 31/2020/qd-ubnd@phu-yen
2021-08-27_bc-211:15 a:Chi cục Thủy lợi, (in 2021-09-30)
2021-11-12_tb-giao-ban-thang-10:16 a:Chi cục Thủy lợi, (in 2021-11-30), 276/2021/tb-vpcp
2021-11-12_tb-giao-ban-thang-10:18 a:Chi cục Thủy lợi, before 2021-12-31, 18/2019/qd-ubnd@phu-yen 31/2020/qd-ubnd@phu-yen'
}

@test "… and after: a name with a comma, and its short forms" {
    for name in "Chi cục Thủy lợi và Phòng, chống thiên tai" "Chi cục TL&PCTT" "Chi cục Thủy lợi và PCTT"; do
        directives --unit "$name" | same '
2022-03-15_tb-62:11 a:Chi cục Thủy lợi và Phòng, chống thiên tai + c:Sở Tài nguyên và Môi trường, in 2022-09-30, 18/2019/qd-ubnd@phu-yen 7/2022/qd-ubnd@phu-yen
2022-03-15_tb-62:15 a:Chi cục Thủy lợi và Phòng, chống thiên tai, before 2022-03-31
2022-06-24_tb-giao-ban-tuan-25:25 a:Chi cục Thủy lợi và Phòng, chống thiên tai, at 2022-06-23
2023-02-10_tb-31:13 a:Chi cục Thủy lợi và Phòng, chống thiên tai, before 2023-02-20, 7/2022/qd-ubnd@phu-yen
2023-10-04_tb-ocr:11 a:Chi cục Thủy lợi và Phòng, chống thiên tai, before 2023-11-30, 18/2019/qd-ubnd@phu-yen
2023-10-04_tb-ocr:14 a:Chi cục Thủy lợi và Phòng, chống thiên tai, in 2023-10-31
2024-03-08_tb-55:10 a:Chi cục Thủy lợi và Phòng, chống thiên tai, in 2024-09-30, 18/2019/qd-ubnd@phu-yen
2024-07-05_bc-199:15 a:Chi cục Thủy lợi và Phòng, chống thiên tai, in 2024-09-30, 18/2019/qd-ubnd@phu-yen
2024-11-15_tb-giao-ban-thang-10:12 l:Chi cục Thủy lợi và Phòng, chống thiên tai + c:UBND các huyện, thị xã, thành phố, before 2024-12-20, 22/2024/qd-ubnd@phu-yen
2025-04-09_tb-18-snnmt:12 a:Chi cục Thủy lợi và Phòng, chống thiên tai, before 2025-05-30, 22/2024/qd-ubnd@phu-yen' ||
            return 1
    done
}

@test "Chi cục Chăn nuôi và Thú y, over a change of the department above it" {
    directives --unit "Chi cục Chăn nuôi và Thú y" --issuer "Hà Giang" | same '
2020-02-14_tb-giao-ban:9 l:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2020-03-31
2021-09-10_tb-giao-ban-thang-8:17 a:Chi cục Chăn nuôi và Thú y, recurring
2023-08-11_tb-giao-ban-thang-7:18 a:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2023-09-20
2024-01-19_tb-12:8 l:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2024-02-29, 16/2023/nq-hdnd@ha-giang
2024-08-02_bc-nq16:11 a:Chi cục Chăn nuôi và Thú y, in 2024-09-30
2025-03-20_tb-41-snnmt:15 a:Chi cục Chăn nuôi và Thú y, before 2025-06-15, 16/2023/nq-hdnd@ha-giang'
}

@test "Trung tâm Khuyến nông of two provinces" {
    directives --unit "Trung tâm Khuyến nông" | same '
2021-04-06_tb-giao-ban-thang-3:55 a:Trung tâm Khuyến nông, in 2021-06-30
2022-04-08_tb-77:10 a:Trung tâm Khuyến nông, in 2022-04-30
2022-11-25_bc-trong-rung:14 a:Trung tâm Khuyến nông
2023-10-04_tb-ocr:18 a:Trung tâm Khuyến nông + c:UBND các xã, in 2023-12-31
2025-04-09_tb-18-snnmt:18 l:Trung tâm Khuyến nông + c:Hội Nông dân, recurring'
}

@test "Chi cục Thủy sản, once with a damaged name" {
    directives --unit "Chi cục Thủy sản" | same '
2023-06-09_tb-118:12 l:Chi cục Thủy sản + c:Bộ đội Biên phòng tỉnh, recurring, 17/2022/ct-ttg
2023-10-04_tb-ocr:16 a:Chi cục Thủy sản, 26/2019/nd-cp
2024-07-05_bc-199:17 a:Chi cục Thủy sản, before 2024-09-30'
}

@test "Phòng Nghiệp vụ Dược: a meeting at an hour is a deadline" {
    directives --unit "Phòng Nghiệp vụ Dược" | same '
2019-12-13_tb-giao-ban-thang-11:17 a:Phòng Nghiệp vụ Dược, before 2019-12-25
2022-04-15_tb-giao-ban-thang-3:18 a:Phòng Nghiệp vụ Dược, before 2022-04-30
2025-02-21_tb-giao-ban-thang-01:14 a:Phòng Nghiệp vụ Dược, at 2025-02-25'
}

@test "what the planning division of Hà Giang is to help with" {
    directives --unit "Phòng Kế hoạch - Tài chính" --issuer "Hà Giang" --role coordinate | same '
2020-02-14_tb-giao-ban:9 l:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2020-03-31
2022-04-08_tb-77:8 l:Chi cục Kiểm lâm + c:Phòng Kế hoạch - Tài chính, before 2022-04-30
2023-08-11_tb-giao-ban-thang-7:18 a:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2023-09-20
2024-01-19_tb-12:8 l:Chi cục Chăn nuôi và Thú y + c:Phòng Kế hoạch - Tài chính, before 2024-02-29, 16/2023/nq-hdnd@ha-giang'
}

@test "what the union of cooperatives is to help with" {
    directives --unit "Liên minh Hợp tác xã" --role coordinate | same '
2022-05-18_tb-133:13 l:Sở Nông nghiệp và Phát triển nông thôn + c:Liên minh Hợp tác xã + c:Sở Tài chính, before 2022-06-30, 25/2020/nq-hdnd@phu-yen
2022-06-24_tb-giao-ban-tuan-25:21 l:Phòng Kế hoạch - Tài chính + c:Liên minh Hợp tác xã, before 2022-06-30, 25/2020/nq-hdnd@phu-yen 133/2022/tb-vpub@phu-yen'
}

@test "what a person was told" {
    directives --person "Trịnh Văn Lực" | same '
2021-04-06_tb-giao-ban-thang-3:59 a:Phòng Quản lý chất lượng, before 2021-04-12
2021-11-12_tb-giao-ban-thang-10:26 a:Phòng Quản lý chất lượng, (in 2021-11-30)'
}

@test "orders that cite a decision" {
    directives --ref 31/2020/QĐ-UBND | same '
2020-11-06_tb-giao-ban-thang-10:12 a:Chi cục Thủy lợi, before 2021-03-31, 31/2020/qd-ubnd@phu-yen
2021-04-06_tb-giao-ban-thang-3:43 a:Chi cục Thủy lợi, 18/2019/qd-ubnd@phu-yen 31/2020/qd-ubnd@phu-yen
2021-11-12_tb-giao-ban-thang-10:18 a:Chi cục Thủy lợi, before 2021-12-31, 18/2019/qd-ubnd@phu-yen 31/2020/qd-ubnd@phu-yen'
}

@test "what was due in the third quarter of 2021, in all three provinces" {
    directives --due 2021-Q3 | same '
2021-03-12_kh-45:17 l:Sở Nông nghiệp và Phát triển nông thôn + c:Bộ Chỉ huy Quân sự + c:các địa phương, before 2021-08-31
2021-03-12_kh-45:18 a:Sở Nông nghiệp và Phát triển nông thôn, in 2021-07-31
2021-03-12_kh-45:21 a:Sở Giao thông vận tải, before 2021-07-15
2021-03-30_kh-45:12 l:Phòng Nông nghiệp và Phát triển nông thôn + c:Ban Chỉ huy Quân sự huyện, before 2021-07-31
2021-04-06_tb-giao-ban-thang-3:39 l:Chi cục Thủy lợi + c:các địa phương, before 2021-08-15, 45/2021/kh-ubnd@phu-yen
2021-06-11_tb-giao-ban-thang-5:12 a:Chi cục An toàn vệ sinh thực phẩm, before 2021-07-31, 10/2015/qd-ubnd@ben-tre
2021-08-27_bc-211:16 a:Công ty TNHH MTV Thủy nông Đồng Cam, before 2021-09-30
2021-09-10_tb-giao-ban-thang-8:11 l:Văn phòng Sở + c:Các phòng, đơn vị, before 2021-09-25
2021-09-10_tb-giao-ban-thang-8:14 a:Phòng Kế hoạch - Tài chính, before 2021-09-30, 25/2020/nq-hdnd@ha-giang'
}

@test "a department of a province under its committee alone" {
    directives --unit "Sở Tài chính" --issuer "Hà Giang" --role any | same '
2020-06-05_cv-1711:9 l:Sở Nông nghiệp và Phát triển nông thôn + c:Sở Tư pháp + c:Sở Tài chính, before 2020-10-31
2021-02-03_kh-22:15 l:Sở Nông nghiệp và Phát triển nông thôn + c:Sở Tài chính, before 2021-03-31
2021-02-03_kh-22:16 a:Sở Tài chính, recurring
2023-07-19_tb-220:13 l:Sở Nông nghiệp và Phát triển nông thôn + c:Sở Tài chính, before 2023-10-15, 25/2020/nq-hdnd@ha-giang'
    # The namesakes of other provinces are named, not mixed in.
    run --separate-stderr "$TRACUU" directives --unit "Sở Tài chính" --issuer "Hà Giang"
    [[ $stderr == *phu-yen/so-tc* && $stderr == *"not looked for"* ]]
}

@test "the plan of a province and that of its district, of one number" {
    directives --type "kế hoạch" --issuer "Phú Yên" | same '
2021-03-12_kh-45:17 l:Sở Nông nghiệp và Phát triển nông thôn + c:Bộ Chỉ huy Quân sự + c:các địa phương, before 2021-08-31
2021-03-12_kh-45:18 a:Sở Nông nghiệp và Phát triển nông thôn, in 2021-07-31
2021-03-12_kh-45:21 a:Sở Giao thông vận tải, before 2021-07-15
2021-03-12_kh-45:24 a:Sở Tài chính, 67/2018/nd-cp
2021-03-12_kh-45:27 a:Ủy ban nhân dân các huyện, thị xã, thành phố, in 2021-04-30
2021-03-12_kh-45:30 a:Sở Nông nghiệp và Phát triển nông thôn, before 2021-12-20
2021-03-30_kh-45:12 l:Phòng Nông nghiệp và Phát triển nông thôn + c:Ban Chỉ huy Quân sự huyện, before 2021-07-31
2021-03-30_kh-45:15 a:Phòng Tài chính - Kế hoạch, in 2021-06-30
2021-03-30_kh-45:18 a:UBND các xã, thị trấn, before 2021-04-30'
}

@test "an item behind a collective is no name of a department" {
    directives "chương trình công tác năm 2021" | same '
2020-11-06_tb-giao-ban-thang-10:32 a:Các phòng, đơn vị thuộc Sở, before 2020-11-20'
}

@test "an order that comes back every year stands once, with its dates" {
    run "$TRACUU" directives "giải ngân vốn đầu tư công" --issuer "Phú Yên" --repeated --format json
    [ "$status" -eq 0 ]
    [ "$(jq -r '.line' <<<"$output")" = 31 ]
    [ "$(jq -r '.repeats | length' <<<"$output")" -ge 6 ]
}

@test "the head names every office that speaks, or counts them" {
    [[ $("$TRACUU" directives --unit "Chi cục Thủy lợi" --issuer "Phú Yên" --period 2020 2>/dev/null | head -1) == "Chi cục Thủy lợi · Sở Nông nghiệp và Phát triển nông thôn Phú Yên: 3 "* ]]
    [[ $("$TRACUU" directives --unit "Chi cục Thủy lợi" --period 2020 2>/dev/null | head -1) == *" thôn Hà Giang / Sở Nông nghiệp và Phát triển nông thôn Phú Yên: "* ]]
    [[ $("$TRACUU" directives --unit "Chi cục Thủy lợi" 2>/dev/null | head -1) == "Chi cục Thủy lợi · 3 offices: 14 directives"* ]]
}

@test "deadlines, places and what came back are never cut off" {
    for width in 40 100; do
        COLUMNS=$width "$TRACUU" directives --repeated >told
        grep -q '^  trước ngày 10 hằng tháng$' told
        tr -d ' \n' <told | grep -q 'again:04/11/2020(.*,12/11/2024(2024-11-15_tb-giao-ban-thang-10.txt:16)'
        COLUMNS=$width "$TRACUU" directives --unit "Chi cục Thủy lợi" --group unit 2>/dev/null >told
        grep -q '…[^ ]*tb-giao-ban.txt:12$' told
    done
}

@test "people get a page and are told of how many, scripts get everything" {
    all=$("$TRACUU" directives --format json --limit 0 | wc -l)
    [ "$all" -gt 100 ]
    [ "$("$TRACUU" directives --format json | wc -l)" -eq "$all" ]
    [ "$("$TRACUU" directives --format csv | tail -n +2 | wc -l)" -ge "$all" ]
    [ "$("$TRACUU" directives --format ics | grep -c BEGIN:VTODO)" -eq "$all" ]
    run "$TRACUU" directives
    [[ "${lines[0]}" =~ ^[0-9]+\ of\ [0-9]+\ directives\ in\ .*"(--limit 0 shows all)"$ ]]
    run "$TRACUU" directives --limit 0
    [[ "${lines[0]}" =~ ^[0-9]+\ directives\ in\ .*"that come back told once)"$ ]]
}

@test "the best of those that have the words are told as such" {
    run "$TRACUU" directives "thủy lợi" --limit 2
    [[ "${lines[0]}" == "the best 2 of "* ]]
}

@test "what a unit only helps in is told by its number" {
    run "$TRACUU" directives --unit "Phòng Kế hoạch - Tài chính" --issuer "Hà Giang"
    [[ "$output" == *"(--role any shows "* ]]
    helps=$("$TRACUU" directives --unit "Phòng Kế hoạch - Tài chính" --issuer "Hà Giang" --role coordinate --format json | wc -l)
    [[ "$output" == *"helps in $helps more directives"* ]]
}

@test "what took an order up is a sentence about the same, no letterhead and no beginning of a list" {
    "$TRACUU" directives --open --limit 0 --format json >"$BATS_TEST_TMPDIR/open.json"
    run jq -r 'select(.follow_up.share > 0) | .follow_up.quote' "$BATS_TEST_TMPDIR/open.json"
    [[ $output == *"Tiếp tục đôn đốc bàn giao công trình"* ]]
    [[ $output == *"lấy ý kiến các sở, ngành đối với dự thảo Quyết định thay thế Quyết định số 18/2019/QĐ-UBND"* ]]
    [[ $output != *"CỘNG HÒA XÃ HỘI"* && $output != *"như sau:"* ]]
    # Less than this is no evidence.
    run jq -r 'select(.follow_up.share > 0 and .follow_up.share < 0.45) | .line' "$BATS_TEST_TMPDIR/open.json"
    [ -z "$output" ]
}
