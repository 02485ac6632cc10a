#!/usr/bin/env bats
# tracuu related: notices that share something rare with one, and what that is.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    samples_setup_file
}

setup() {
    samples_setup
}

@test "the plan of a district and the report on a plan are nearest to it, and the answer says why" {
    run "$TRACUU" related phu-yen/ubnd/2021-03-12_kh-45.txt --limit 2
    [ "$status" -eq 0 ]
    [[ $output == *"Ủy ban nhân dân huyện Tây Hòa"* ]]
    [[ $output == *"Báo cáo 211/BC-SNN"* ]]
    [[ $output == *"documents 45/KH-UBND"* ]]
}

@test "a notice is not related to itself, and the nearest comes first" {
    run bash -c '"$TRACUU" related phu-yen/ubnd/2019-06-14_qd-18.txt --limit 0 --format json'
    [ "$status" -eq 0 ]
    [ "$(jq -r 'select(.number == "18/2019/QĐ-UBND") | .id' <<<"$output")" = "" ]
    [ "$(jq -s '[.[].score] == ([.[].score] | sort | reverse)' <<<"$output")" = true ]
}

@test "an id does as well as a path" {
    id=$("$TRACUU" search --ref 16/2023/NQ-HĐND --type "nghị quyết" --format json | jq -r .id)
    run "$TRACUU" related "$id" --format csv
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == *score,notice,issuer* ]]
}

@test "a notice that is not there exits with 1, none at all with 2" {
    run --separate-stderr "$TRACUU" related no-such.txt
    [ "$status" -eq 1 ]
    [[ $stderr == *"there is no notice"* ]]
    run --separate-stderr "$TRACUU" related
    [ "$status" -eq 2 ]
}

@test "shared words are pairs of the body, not bare syllables, names or recipients" {
    mkdir -p "$BATS_TEST_TMPDIR/pairs"
    cd "$BATS_TEST_TMPDIR/pairs"
    notice() {
        printf 'SỞ NÔNG NGHIỆP\nSố: %s/TB-SNN\nBến Tre, ngày 0%s tháng 3 năm 2024\n\nTHÔNG BÁO\nVề %s\n\n%s\n\nNơi nhận:\n- Phòng Trồng trọt;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n\nHuỳnh Quang Đức\n' "$@"
    }
    notice 1 1 'lúa gạo' 'Các huyện kiểm tra kho lúa gạo của doanh nghiệp.' >a.txt
    notice 2 2 'kho hàng' 'Doanh nghiệp trữ lúa gạo trong kho.' >b.txt
    notice 3 3 'cây dừa' 'Vườn dừa bị sâu đầu đen.' >c.txt
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" related a.txt --limit 1 --format json
    [ "$(jq -r .path <<<"$output")" = b.txt ]
    [ "$(jq -c '.words | index("lúa gạo") != null' <<<"$output")" = true ]
    [ "$(jq -c '[.words[] | select(test(" ") | not)]' <<<"$output")" = '[]' ]
    [[ $output != *"quang đức"* ]]
    [ "$(jq -c '.units | map(select(. == "Phòng Trồng trọt"))' <<<"$output")" = '[]' ]
}

@test "of shared words the pair without a word that every notice has is named, and documents by their keys" {
    mkdir -p "$BATS_TEST_TMPDIR/common"
    cd "$BATS_TEST_TMPDIR/common"
    for n in 1 2 3 4 5 6 7 8 9; do
        printf 'SỞ VĂN HÓA TỈNH BẾN TRE\nSố: %s/TB-SVH\nBến Tre, ngày 0%s tháng 3 năm 2024\n\nTHÔNG BÁO\nVề việc số %s\n\nCác huyện kiểm tra và báo cáo%s.\n' \
            $n $n $n "$([ $n -gt 2 ] || echo ' và lễ hội theo Quyết định số 5/2020/QĐ-UBND')" >$n.txt
    done
    unset TRACUU_INDEX
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" related 1.txt --limit 1 --format json
    [ "$(jq -r .path <<<"$output")" = 2.txt ]
    [ "$(jq -c .refs <<<"$output")" = '["5/2020/qd-ubnd@ben-tre"]' ]
    [ "$(jq -c '.words | index("lễ hội") != null' <<<"$output")" = true ]
    [ "$(jq -c '[.words[] | select(startswith("và "))]' <<<"$output")" = '[]' ]
}
