#!/usr/bin/env bats
# tracuu analyze: what is seen in a file without an index, with the archive's own units.

bats_require_minimum_version 1.5.0

setup() {
    unset TRACUU_INDEX
    mkdir -p "$BATS_TEST_TMPDIR/archive/2025"
    cd "$BATS_TEST_TMPDIR/archive/2025"
    printf '%s\n' '[]' 'Phòng Giám sát Cổng = P.GSC' >../tracuu.units
    printf '%s\n' 'KẾ HOẠCH' 'Công tác năm 2025' '' '| TT | Nhiệm vụ | Đơn vị thực hiện | Thời hạn |' '|---|---|---|---|' \
        '| 1 | Rà soát quy chế | P.GSC | Quý I/2025 |' >plan.txt
}

# The units of the first directive.
told() {
    "$TRACUU" analyze "$@" --format json | jq -r '.directives[0].units[].name'
}

@test "the nearest units file above a file is read, in tables too" {
    run told plan.txt
    [ "$output" = "Phòng Giám sát Cổng" ]
    cd /
    run told "$BATS_TEST_TMPDIR/archive/2025/plan.txt"
    [ "$output" = "Phòng Giám sát Cổng" ]
}

@test "--units names another one, for standard input as well" {
    printf '%s\n' '[]' 'Phòng Giữ sổ Chung = P.GSC' >own
    run told plan.txt --units own
    [ "$output" = "Phòng Giữ sổ Chung" ]
    run told - --units own <plan.txt
    [ "$output" = "Phòng Giữ sổ Chung" ]
}

@test "a units file that is not there or makes no sense is named with its line" {
    run --separate-stderr "$TRACUU" analyze plan.txt --units nowhere
    [ "$status" -eq 5 ]
    [[ $stderr == *nowhere* ]]
    printf '%s\n' '[]' '= x' >bad
    run --separate-stderr "$TRACUU" analyze plan.txt --units bad
    [ "$status" -eq 2 ]
    [[ $stderr == *"bad: line 2"* ]]
}
