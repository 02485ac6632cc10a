#!/usr/bin/env bats
# Real notices, where they are at hand: the answers that a person finds in them.

bats_require_minimum_version 1.5.0
load samples

setup_file() {
    unset TRACUU_INDEX NO_COLOR
    [ -d "$TRACUU_SOURCE/../shared/archive" ] || return 0
    "$TRACUU" index --index "$BATS_FILE_TMPDIR/index" "$TRACUU_SOURCE/../shared/archive" 2>/dev/null
}

setup() {
    [ -d "$TRACUU_SOURCE/../shared/archive" ] || skip 'no archive of real notices is here'
    export TRACUU_INDEX=$BATS_FILE_TMPDIR/index LC_ALL=C.UTF-8
}

@test "a resolution carried out twice and to be amended" {
    run bash -c '"$TRACUU" trace 163/2021/NQ-HĐND --format json | jq -r ".relation + \" \" + .status"'
    [ "$output" = $'implements planned\nimplements planned\namends planned' ]
}

@test "one notice tells six units to carry out another" {
    run bash -c '"$TRACUU" trace 105/TB-UBND --format json | jq -r ".units[0]"'
    [ "${#lines[@]}" -eq 6 ]
    [ "$(printf '%s\n' "${lines[@]}" | sort -u | wc -l)" -eq 6 ]
    run bash -c '"$TRACUU" trace 105/TB-UBND --format json | jq -r .id | sort -u'
    [ "${#lines[@]}" -eq 1 ]
}

@test "a decision that is to be replaced" {
    run "$TRACUU" trace 11/2016/QĐ-UBND --status
    [[ $output == "Quyết định 11/2016/QĐ-UBND: to be replaced (planned), "* ]]
}

@test "a draft that two notices only name by its title is offered" {
    run bash -c '"$TRACUU" trace 11/2016/QĐ-UBND --format json | jq -r "[.relation, .perhaps, .reason] | @csv"'
    [ "${lines[0]}" = '"replaces",false,' ]
    [ "${lines[1]}" = '"drafts",true,"like_draft"' ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "a number that two documents have is ambiguous" {
    run --separate-stderr "$TRACUU" trace nq 36
    [ "$status" -eq 2 ]
    [[ $stderr == *"36-NQ/TW"* && $stderr == *"36/2024/NQ-HĐND"* ]]
}
