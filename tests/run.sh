#!/bin/bash
# Runs every test with the program and the unit tests of one build, and ends with "N passed, N failed".
#     tests/run.sh PROGRAM BUILD_FOLDER
set -u
program=$(realpath "$1")
build=$(realpath "$2")
export TRACUU_READER=${program%/*}/tracuu-reader
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# A unit test program reports in TAP; one that dies without a plan counts as one failure.
for test in "$build"/tests/*_test; do
    log=$scratch/$(basename "$test").tap
    (cd "$scratch" && TRACUU_SOURCE="${here%/tests}" CMOCKA_MESSAGE_OUTPUT=tap "$test") >"$log" 2>&1
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ "$bad" -gt 0 ]; then
        echo "FAILED: $(basename "$test") (exit $status)"
        grep -v '^ok ' "$log" | head -40
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
done
echo "unit tests: $passed passed, $failed failed"

for file in "$here"/e2e/*.bats; do
    log=$scratch/$(basename "$file").tap
    (cd "$scratch" && unset TRACUU_INDEX TRACUU_TODAY NO_COLOR && TRACUU=$program TRACUU_SOURCE="${here%/tests}" \
        bats --formatter tap "$file") >"$log" 2>&1
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ "$bad" -gt 0 ]; then
        echo "FAILED: $(basename "$file")"
        grep -v '^ok ' "$log" | head -60
    fi
    echo "$(basename "$file"): $good passed, $bad failed"
    passed=$((passed + good))
    failed=$((failed + bad))
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
