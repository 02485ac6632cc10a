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
