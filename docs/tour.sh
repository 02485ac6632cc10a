#!/bin/bash
# Indexes the sample archive and asks it the questions that tracuu is for, each command before its answer.
#     docs/tour.sh PROGRAM
set -u
program=$(realpath "$1")
cd "$(dirname "$(realpath "$0")")/../corpus/samples" || exit 1
export TRACUU_INDEX
TRACUU_INDEX=$(mktemp -d)/index
trap 'rm -rf "$(dirname "$TRACUU_INDEX")"' EXIT

ask() {
    printf '\n$ tracuu'
    printf ' %q' "$@"
    printf '\n'
    "$program" "$@" || exit
}
ask index .
