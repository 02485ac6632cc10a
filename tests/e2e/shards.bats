#!/usr/bin/env bats
# tracuu shards: the segments of several hosts are searched as one index, and a host that dies is missed but waits for nobody.
bats_require_minimum_version 1.5.0

setup() {
    command -v xapian-tcpsrv >/dev/null || skip "xapian-tcpsrv is not installed"
    cd "$BATS_TEST_TMPDIR" || exit 1
    unset TRACUU_INDEX
    servers=()
}

teardown() {
    for server in "${servers[@]}"; do
        kill "$server" 2>/dev/null || true
    done
}

notice() {
    mkdir -p "$(dirname "$1")"
    printf 'UBND TỈNH PHÚ YÊN\nSố: %s/TB-UBND\n\nTHÔNG BÁO\n\nGiao Sở Y tế chủ trì việc %s theo Nghị quyết số 163/2021/NQ-HĐND.\n' \
        "$2" "$3" >"$1"
}

# serve PORT HOST: what host HOST would do for its part. A server that is told to end tells its whole process group, hence setsid.
serve() {
    local parts=(part"$2"/.tracuu/segments/*)
    setsid xapian-tcpsrv --interface 127.0.0.1 --port "$1" --quiet "${parts[@]/%//notices}" 3>&- &
    servers+=($!)
    setsid xapian-tcpsrv --interface 127.0.0.1 --port $(($1 + 1)) --quiet "${parts[@]/%//directives}" 3>&- &
    servers+=($!)
    for _ in $(seq 50); do
        (: </dev/tcp/127.0.0.1/$(($1 + 1))) 2>/dev/null && (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null && return
        sleep 0.1
    done
    skip "no port to serve at"
}

@test "three hosts answer as one index, and two when one is gone" {
    for i in $(seq 1 30); do
        notice "part$((i % 3))/$i.txt" "$i" "trồng rừng đợt $i"
    done
    mkdir whole
    cp -r part? whole/
    "$TRACUU" index whole
    for host in 0 1 2; do "$TRACUU" index --servable part$host; done
    base=$((20000 + RANDOM % 20000))
    addresses=()
    for host in 0 1 2; do
        port=$((base + 10 * host))
        serve "$port" "$host"
        addresses+=("127.0.0.1:$port")
    done
    "$TRACUU" shards add --index asking "${addresses[@]}"
    run "$TRACUU" shards list --index asking
    [ "${#lines[@]}" -eq 3 ]

    for question in 'trồng rừng' 'rừng "đợt 7"' 'ref:163/2021/NQ-HĐND' 'đợt 1 OR đợt 22'; do
        run "$TRACUU" search --index asking --limit 0 --format json "$question"
        [ "$status" -eq 0 ]
        diff <(jq -r 'select(.id) | .id' <<<"$output" | sort) \
            <("$TRACUU" search --index whole/.tracuu --limit 0 --format json "$question" | jq -r 'select(.id) | .id' | sort)
        [ "$("$TRACUU" search --index asking --count "$question")" = \
            "$("$TRACUU" search --index whole/.tracuu --count "$question")" ]
    done
    [ "$("$TRACUU" directives --index asking --format json | wc -l)" -eq \
        "$("$TRACUU" directives --index whole/.tracuu --format json | wc -l)" ]

    kill "${servers[2]}" "${servers[3]}"
    wait "${servers[2]}" "${servers[3]}" 2>/dev/null || true
    run --separate-stderr "$TRACUU" search --index asking --limit 0 --format json 'trồng rừng'
    [ "$status" -eq 6 ]
    [ "$(jq -r 'select(.id) | .id' <<<"$output" | wc -l)" -eq 20 ]
    [[ "$stderr" == *"127.0.0.1:$((base + 10))"* ]]
    for command in 'list refs' 'trace 163/2021/NQ-HĐND' graph directives 'show 000000000000'; do
        # shellcheck disable=SC2086
        run --separate-stderr "$TRACUU" $command --index asking
        [ "$status" -eq 6 ]
        [[ "$stderr" == *"127.0.0.1:$((base + 10))"* ]]
    done

    "$TRACUU" shards remove --index asking "127.0.0.1:$((base + 10))"
    run "$TRACUU" search --index asking --limit 0 --format json 'trồng rừng'
    [ "$status" -eq 0 ]
}

@test "wrong addresses and actions are told" {
    run "$TRACUU" shards
    [ "$status" -eq 2 ]
    run "$TRACUU" shards ad --index x 127.0.0.1:1
    [ "$status" -eq 2 ]
    [[ "$output" == *"did you mean add"* ]]
    run "$TRACUU" shards add --index x nowhere
    [ "$status" -eq 2 ]
    [[ "$output" == *"no HOST:PORT"* ]]
    run "$TRACUU" shards list --index x
    [ "$status" -eq 3 ]
    mkdir archive
    echo 'THÔNG BÁO' >archive/a.txt
    "$TRACUU" index archive
    run "$TRACUU" index --servable archive
    [ "$status" -eq 2 ]
    [[ "$output" == *"--rebuild"* ]]
    "$TRACUU" index --servable --rebuild archive
    run "$TRACUU" shards list --index archive/.tracuu
    [ "$status" -eq 1 ]
    [ "$output" = "tracuu: shards: this index asks no other hosts" ]
    run "$TRACUU" shards remove --index archive/.tracuu 127.0.0.1:9
    [ "$status" -eq 2 ]
}
