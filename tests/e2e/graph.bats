#!/usr/bin/env bats
# tracuu graph: who cites what, for other programs.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    samples_setup_file
}

setup() {
    samples_setup
}

@test "every edge has two ends, a relation and a place" {
    run "$TRACUU" graph --format json
    [ "$status" -eq 0 ]
    [ "$(jq -c 'select(.to == null or .relation == null or .path == null or .line < 1)' <<<"$output")" = "" ]
}

@test "what replaced what" {
    run bash -c '"$TRACUU" graph --format json | jq -r "select(.relation == \"replaces\" and .status == \"done\") | .from + \" \" + .to" | sort'
    [ "$output" = '16/2023/nq-hdnd@ha-giang 25/2020/nq-hdnd@ha-giang
22/2024/qd-ubnd@phu-yen 18/2019/qd-ubnd@phu-yen
22/2024/qd-ubnd@phu-yen 31/2020/qd-ubnd@phu-yen
22/2024/qd-ubnd@phu-yen 7/2022/qd-ubnd@phu-yen
29/2021/qd-ubnd@ben-tre 10/2015/qd-ubnd@ben-tre' ]
}

@test "filters narrow it" {
    run bash -c '"$TRACUU" graph --issuer "Bến Tre" --format csv | grep -c @phu-yen'
    [ "$output" = 0 ]
}

@test "dot reads it" {
    "$TRACUU" graph >graph.dot
    [ "$(head -c 7 graph.dot)" = digraph ]
    if command -v dot >/dev/null; then
        dot -Tsvg graph.dot >/dev/null
    fi
}

@test "it takes no question" {
    run --separate-stderr "$TRACUU" graph something
    [ "$status" -eq 2 ]
}

@test "an edge leads from what changes another to what it changes, whoever tells it" {
    mkdir "$BATS_TEST_TMPDIR/told"
    cd "$BATS_TEST_TMPDIR/told"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/told.index
    cat >bao-cao.txt <<'END'
UBND TỈNH PHÚ YÊN
SỞ NỘI VỤ

Số: 12/BC-SNV
Phú Yên, ngày 10 tháng 5 năm 2024

BÁO CÁO
Về công tác lưu trữ

1. Nghị định số 115/2020/NĐ-CP ngày 25/9/2020 được sửa đổi, bổ sung bởi Nghị định số 85/2023/NĐ-CP ngày 07/12/2023.
2. Quy chế làm việc của Sở được sửa đổi tại Quyết định số 70/QĐ-SNV ngày 01/8/2022.
3. Báo cáo này được thay thế bởi Báo cáo số 13/BC-SNV ngày 15/5/2024.
END
    "$TRACUU" index . 2>/dev/null
    run bash -c '"$TRACUU" graph --format json | jq -r "[.from, .relation, .to, .direction, .display] | join(\" \")"'
    [ "$output" = '12/2024/bc-snv@phu-yen amends 115/2020/nd-cp of 115/2020/NĐ-CP
85/2023/nd-cp amends 115/2020/nd-cp by 115/2020/NĐ-CP
12/2024/bc-snv@phu-yen cites 70/2022/qd-snv@phu-yen of 70/QĐ-SNV
13/2024/bc-snv@phu-yen replaces 12/2024/bc-snv@phu-yen by 12/BC-SNV' ]
    # In a picture the report only cites what another amends.
    run "$TRACUU" graph
    [[ $output == *'"12/2024/bc-snv@phu-yen" -> "115/2020/nd-cp" ['*'tooltip="cites"'*'"85/2023/nd-cp" -> "115/2020/nd-cp" ['*'tooltip="amends"'* ]]
}

@test "notices without a number are each a node, and drafts without one are no documents" {
    mkdir "$BATS_TEST_TMPDIR/blank"
    cd "$BATS_TEST_TMPDIR/blank"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/blank.index
    for n in 1 2 3; do
        printf 'SỞ NÔNG NGHIỆP PHÚ YÊN\nSố:     /TB-SNN\nPhú Yên, ngày 0%s tháng 6 năm 2021\n\nTHÔNG BÁO\nVề việc %s\n\nThực hiện Quyết định số 1%s/2019/QĐ-UBND ngày 14/6/2019 và dự thảo Nghị định số     /2025/NĐ-CP.\n' \
            $n $n $n >n$n.txt
    done
    printf 'SỞ Y TẾ PHÚ YÊN\nSố: 7/BC-SYT\nPhú Yên, ngày 04 tháng 6 năm 2021\n\nBÁO CÁO\n\nSở đã triển khai Đề án 06.\n' >n4.txt
    "$TRACUU" index . 2>/dev/null
    run bash -c '"$TRACUU" graph --format json | jq -r "[.from == .id, .to] | join(\" \")"'
    [ "$output" = 'true 11/2019/qd-ubnd@phu-yen
true 12/2019/qd-ubnd@phu-yen
true 13/2019/qd-ubnd@phu-yen
false 6/-/da-' ]
    run bash -c '"$TRACUU" graph | grep -c "label=\"Thông báo /TB-SNN"'
    [ "$output" = 3 ]
    run "$TRACUU" graph
    [[ $output != *'"/2021'* && $output != *'"/2025'* && $output != *"Đề án Đề án"* ]]
    run "$TRACUU" trace 12/2019/QĐ-UBND --format dot
    [[ $output != *'"/2021'* ]]
    for what in refs missing; do
        run bash -c "'$TRACUU' list $what --format json | jq -r .value | grep ^/"
        [ -z "$output" ]
    done
    run bash -c '"$TRACUU" search thông báo --format json | jq -r ".refs[]" | grep ^/'
    [ -z "$output" ]
    # A table has days for other programs, a limit counts edges.
    run bash -c '"$TRACUU" graph --format csv | tr -d "\r" | sed -n 2p'
    [[ $output == *,2021-06-01,2021-06-01 ]]
    run bash -c '"$TRACUU" graph --format json --offset 1 --limit 2 | jq -r .to'
    [ "$output" = '12/2019/qd-ubnd@phu-yen
13/2019/qd-ubnd@phu-yen' ]
}
