#!/usr/bin/env bats
# A sample of the crash sweep; tests/crash/sweep.sh PROGRAM goes through every call.

@test "killed or refused at any call, an index is whole and the next run mends the rest" {
    command -v "${CC:-cc}" >/dev/null || skip "no compiler"
    run "$TRACUU_SOURCE/tests/crash/sweep.sh" "$TRACUU" 31
    echo "$output"
    [ "$status" -eq 0 ]
    [[ "$output" == *" points, 0 wrong" ]]
}
