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
    for word in "$@"; do
        # As a person would type it.
        case $word in
        *' '*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$program" "$@" || exit
}
ask index .
ask search "an toàn hồ chứa mùa mưa lũ" --limit 3
ask search an toan ho chua mua mua lu --limit 1
ask search --unit "Chi cục Kiểm lâm" --period 2022 --limit 2
ask search --person "Nguyễn Quốc Thịnh" --limit 2
ask search --ref 25/2020/NQ-HĐND --issuer "Hà Giang" --limit 2
ask search --period 2021-Q1 --limit 2
ask directives --unit "Chi cục Thủy lợi" --issuer "Phú Yên" --period 2021
ask trace 18/2019/QĐ-UBND --limit 6
ask trace 18/2019/QĐ-UBND --status
