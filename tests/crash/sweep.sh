#!/bin/bash
# Lets `tracuu index` go wrong at one call after the other that changes files, and looks at what is left each time:
# the published index is whole, it answers as before the run or as after it, and the next run makes it as if nothing had been.
#     tests/crash/sweep.sh PROGRAM [STRIDE] [KIND…]
# STRIDE: only every so many calls. Ends with "N points, N wrong".
set -u
program=$(realpath "$1")
stride=${2:-1}
shift $(($# < 2 ? $# : 2))
kinds=("$@")
[ "${#kinds[@]}" -gt 0 ] || kinds=(kill torn once full)
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
interpose=$scratch/interpose.so
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -O1 -shared -fPIC -o "$interpose" "$here/interpose.c" -ldl || exit 1
# A sanitized program need not be the first to be loaded.
export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0
unset TRACUU_INDEX
points=0
wrong=0

notice() {
    printf 'UBND TỈNH PHÚ YÊN\nSố: %s/TB-UBND\n\nTHÔNG BÁO\n\nNội dung: %s, giao Sở Y tế thực hiện.\n' "$2" "$3" >"$1"
}

answers() {
    {
        "$program" search --limit 0 --format json --sort date 'thông báo'
        "$program" list refs --format json
    } 2>&1 | sort
}

# A state to start from, in $scratch/SCENARIO: an archive and perhaps an index; and what changes before the run.
prepare() {
    mkdir "$scratch/$1"
    cd "$scratch/$1" || exit 1
    for i in 1 2 3 4 5 6 7 8; do notice "$i.txt" "$i" "vùng $i"; done
    case $1 in
    first) ;;
    update)
        "$program" index . 2>/dev/null
        notice 1.txt 1 "vùng mới"
        rm 2.txt
        mv 3.txt moved.txt
        cp 4.txt copy.txt
        notice 9.txt 9 "vùng 9"
        ;;
    merge)
        for i in 1 2 3 4 5 6 7 8 9 10; do
            notice "n$i.txt" "1$i" "khu $i"
            "$program" index . 2>/dev/null
        done
        notice last.txt 20 "khu cuối"
        ;;
    purge)
        "$program" index . 2>/dev/null
        rm 1.txt 2.txt 3.txt
        ;;
    units)
        "$program" index . 2>/dev/null
        echo '# another list' >tracuu.units
        ;;
    esac
    # What is old enough is not read again just because its times prove nothing.
    touch -d '1 hour ago' ./*.txt
}

fault() {
    echo "WRONG: $1"
    wrong=$((wrong + 1))
}

look() {
    points=$((points + 1))
    if [ -f .tracuu/manifest ]; then
        "$program" check 2>&1 | grep damaged && fault "$1: damaged"
        now=$(answers)
        [ "$now" = "$before" ] || [ "$now" = "$after" ] || fault "$1: neither the old answers nor the new ones"
    fi
    "$program" index . >"$scratch/words" 2>&1 || fault "$1: the next run: $(cat "$scratch/words")"
    [ "$(answers)" = "$after" ] || fault "$1: other answers after the next run"
    "$program" check >/dev/null 2>&1 || fault "$1: out of step after the next run"
    left=$(find .tracuu -maxdepth 1 \( -name building -o -name 'manifest.new' \))
    [ -z "$left" ] || fault "$1: left over: $left"
}

for scenario in first update merge purge units; do
    prepare "$scenario"
    before=$(answers)
    cp -a "$scratch/$scenario" "$scratch/run"
    cd "$scratch/run" || exit 1
    CRASH_LOG=$scratch/calls LD_PRELOAD=$interpose "$program" index --jobs 1 . 2>/dev/null
    after=$(answers)
    calls=$(cat "$scratch/calls")
    for kind in "${kinds[@]}"; do
        for ((at = 1; at <= calls; at += stride)); do
            cd "$scratch" && rm -rf run && cp -a "$scenario" run && cd run || exit 1
            CRASH_AT=$at CRASH_KIND=$kind LD_PRELOAD=$interpose "$program" index --jobs 1 . \
                >"$scratch/words" 2>&1
            status=$?
            # Not ours to say: the killed process says nothing.
            case $kind-$status in
            kill-137 | torn-137) ;;
            once-0 | once-5) ;;
            full-5) [ -s "$scratch/words" ] || fault "$scenario $kind $at: nothing said" ;;
            full-0) ;;
            *) fault "$scenario $kind $at: exit $status: $(tail -n 1 "$scratch/words")" ;;
            esac 2>/dev/null
            look "$scenario $kind $at"
        done 2>/dev/null
    done
    echo "$scenario: $calls calls"
    cd "$scratch" && rm -rf run
done
echo "$points points, $wrong wrong"
[ "$wrong" -eq 0 ]
