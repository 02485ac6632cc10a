#!/usr/bin/env bats
# tracuu index and tracuu check: building an index, keeping it in step, and what happens when something goes wrong.

setup() {
    archive=$BATS_TEST_TMPDIR/archive
    mkdir "$archive"
    cd "$archive" || exit 1
    unset TRACUU_INDEX
}

teardown() {
    chmod -R u+rwx "$BATS_TEST_TMPDIR"
}

tracuu() {
    "${drop[@]}" "$TRACUU" "$@"
}

# Root reads and writes everything: what follows is done by somebody else.
drop=()
be_nobody() {
    [ "$(id -u)" -eq 0 ] || return 0
    drop=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    chown -R 65534:65534 "$archive"
    local folder=$BATS_TEST_TMPDIR
    while [ "$folder" != / ]; do
        chmod a+x "$folder"
        folder=$(dirname "$folder")
    done
    "${drop[@]}" "$TRACUU" --help >/dev/null 2>&1 || skip "the program is not for everybody"
    "${drop[@]}" ls "$archive" >/dev/null 2>&1 || skip "the folder is not for everybody"
}

# notice PATH WORDS: a small notice that says WORDS and stands at PATH.
notice() {
    mkdir -p "$(dirname "$1")"
    printf 'UBND TỈNH PHÚ YÊN\nSố: 12/TB-UBND\n\nTHÔNG BÁO\n\nNội dung: %s\n' "$2" >"$1"
}

# found WORDS: the paths of the notices that have them, sorted, on one line.
found() {
    tracuu search --all-words --limit 0 --format paths0 "$@" | tr '\0' '\n' | sort | tr '\n' ' '
}

# Everything that an index answers, in the order of the ids.
answers() {
    tracuu search --limit 0 --format json --sort date 'thông báo' | sort
    tracuu list units --format json || true
    tracuu list refs --format json || true
}

generation() {
    sed -n 's/^generation //p' "${1:-.tracuu/manifest}"
}

in_step() {
    run tracuu check
    [ "$status" -eq 0 ]
}

@test "a first run makes the index in the folder and says what is in it" {
    notice a.txt "cà phê"
    notice 2023/b.txt "hồ tiêu"
    run tracuu index .
    [ "$status" -eq 0 ]
    [[ "$output" == "2 notices, 2 new in"* ]]
    [ -f .tracuu/manifest ]
    [ "$(found 'hồ tiêu')" = "2023/b.txt " ]
    in_step
}

@test "a second run has nothing to do and publishes nothing" {
    notice a.txt "cà phê"
    touch -d '1 hour ago' a.txt
    sleep 2.1
    tracuu index .
    before=$(cat .tracuu/manifest)
    run tracuu index
    [ "$status" -eq 0 ]
    [[ "$output" == *"nothing to do"* ]]
    [ "$(cat .tracuu/manifest)" = "$before" ]
}

@test "a file that is touched but holds the same is not stored again" {
    notice a.txt "cà phê"
    tracuu index .
    touch a.txt
    run tracuu index
    [[ "$output" != *"new"* ]]
    [ "$(grep -c '^segment' .tracuu/manifest)" -eq 1 ]
    in_step
}

@test "a change right after the run is seen though the size stays" {
    notice a.txt "cà phê"
    tracuu index .
    before=$(stat -c %y a.txt)
    sed -i 's/cà phê/cà phở/' a.txt
    touch -d "$before" a.txt
    tracuu index
    [ -z "$(found 'cà phê')" ]
    [ "$(found 'cà phở')" = "a.txt " ]
}

@test "new, changed, moved, copied and vanished files" {
    notice a.txt "cà phê"
    notice b.txt "hồ tiêu"
    notice c.txt "cao su"
    tracuu index .
    id=$(tracuu search --format json 'cao su' --all-words | jq -r .id)
    notice a.txt "sầu riêng"
    rm b.txt
    mkdir sub
    mv c.txt sub/d.txt
    cp sub/d.txt sub/e.txt
    notice f.txt "thanh long"

    run tracuu check
    [ "$status" -eq 3 ]
    [[ "$output" == *"changed: a.txt"* ]]
    [[ "$output" == *"vanished: b.txt"* ]]
    [[ "$output" == *"new: sub/d.txt"* ]]
    [[ "$output" == *"out of step"* ]]

    run tracuu index
    [ "$status" -eq 0 ]
    [[ "$output" == "3 notices, 2 new, 2 files gone in"* ]]
    [ -z "$(found 'cà phê')" ]
    [ -z "$(found 'hồ tiêu')" ]
    [ "$(found 'sầu riêng')" = "a.txt " ]
    [ "$(found 'thanh long')" = "f.txt " ]
    # Moved and copied: one notice with its old identity and both paths.
    run tracuu search --format json 'cao su' --all-words
    [ "$(jq -r 'select(.id) | .id' <<<"$output")" = "$id" ]
    [ "$(jq -r 'select(.id) | .paths | join(" ")' <<<"$output")" = "sub/d.txt sub/e.txt" ]
    in_step
}

@test "a copy that goes leaves the other one" {
    notice a.txt "cà phê"
    cp a.txt b.txt
    tracuu index .
    [ "$(tracuu search --count 'cà phê')" = 1 ]
    rm a.txt
    tracuu index
    [ "$(found 'cà phê')" = "b.txt " ]
    rm b.txt
    tracuu index
    [ -z "$(found 'cà phê')" ]
    in_step
}

@test "a text that comes back is raised from the dead" {
    for i in 1 2 3 4 5 6 7 8; do notice "$i.txt" "vùng $i"; done
    tracuu index .
    mv 3.txt ..
    tracuu index
    grep -q '^dead 1 ' .tracuu/manifest
    mv ../3.txt x.txt
    run tracuu index
    [[ "$output" != *"new"* ]]
    [ -z "$(grep '^dead' .tracuu/manifest)" ]
    [ "$(found '"vùng 3"')" = "x.txt " ]
    in_step
}

@test "a segment that is mostly dead is written anew without its dead" {
    for i in 1 2 3 4 5 6 7 8; do notice "$i.txt" "vùng $i"; done
    tracuu index .
    rm [1-5].txt
    tracuu index
    [ -z "$(grep '^dead' .tracuu/manifest)" ]
    grep -q '^segment [0-9]* 3 ' .tracuu/manifest
    [ "$(found '"vùng 7"')" = "7.txt " ]
    in_step
}

@test "many runs leave at most ten segments, and replaced ones go" {
    for i in $(seq 1 25); do
        notice "$i.txt" "vùng $i"
        [ "$i" -eq 7 ] && rm 3.txt
        tracuu index . 2>/dev/null
    done
    [ "$(grep -c '^segment' .tracuu/manifest)" -le 10 ]
    [ "$(tracuu search --count 'thông báo')" = 24 ]
    [ -z "$(found '"vùng 3"')" ]
    rm 1.txt
    tracuu index
    # What is on the disk is live or was replaced by the last publication.
    named=$(grep -cE '^(segment|replaced) ' .tracuu/manifest)
    [ "$(ls .tracuu/segments | wc -l)" -eq "$named" ]
    in_step
}

@test "folders are remembered, added and forgotten" {
    notice a/x.txt "cà phê"
    notice b/y.txt "hồ tiêu"
    notice b/.hidden/z.txt "cao su"
    tracuu index --index "$archive/.tracuu" a
    tracuu index b
    [ "$(found 'cà phê OR "hồ tiêu"')" = "a/x.txt b/y.txt " ]
    # Only b is looked at.
    rm a/x.txt
    tracuu index b
    [ "$(found 'cà phê')" = "a/x.txt " ]
    # A hidden folder is a root when it is asked for.
    tracuu index b/.hidden
    tracuu index b
    [ "$(found 'cao su')" = "b/.hidden/z.txt " ]
    tracuu index --forget b
    [ -z "$(found 'hồ tiêu')" ]
    [ -z "$(found 'cà phê')" ]
    [ "$(found 'cao su')" = "b/.hidden/z.txt " ]
    run tracuu index --forget b
    [ "$status" -eq 2 ]
    [[ "$output" == *"not one of the folders"* ]]
}

@test "the index is found above, by the environment and by option" {
    notice 2023/05/a.txt "cà phê"
    tracuu index .
    cd 2023
    [ "$(found 'cà phê')" = "05/a.txt " ]
    cd "$BATS_TEST_TMPDIR"
    run tracuu index
    [ "$status" -eq 3 ]
    [[ "$output" == *"no index here"* ]]
    TRACUU_INDEX=$archive/.tracuu run tracuu index
    [ "$status" -eq 0 ]
    run tracuu index --index archive/.tracuu
    [ "$status" -eq 0 ]
    run tracuu index --index nowhere
    [ "$status" -eq 3 ]
}

@test "an archive that is moved with its index keeps working" {
    notice a.txt "cà phê"
    tracuu index .
    mv "$archive" "$BATS_TEST_TMPDIR/moved"
    cd "$BATS_TEST_TMPDIR/moved"
    [ "$(found 'cà phê')" = "a.txt " ]
    run tracuu index
    [ "$status" -eq 0 ]
    [[ "$output" != *"gone"* ]]
    in_step
}

@test "hidden files, the index and the units file are not indexed" {
    notice a.txt "cà phê"
    notice .b.txt "cà phê"
    notice .c/d.txt "cà phê"
    echo '# none' >tracuu.units
    tracuu index --index "$archive/plain" .
    tracuu index --index "$archive/plain"
    [ "$(tracuu search --index plain --count 'cà phê')" = 1 ]
    [ "$(tracuu search --index plain --limit 0 --format paths0 'thông báo' | tr '\0' '\n')" = a.txt ]
}

@test "another units file: the stored texts are analysed anew" {
    notice a.txt "cà phê"
    notice b.txt "hồ tiêu"
    tracuu index .
    rm a.txt
    echo '= ' >tracuu.units
    run tracuu check
    [ "$status" -eq 3 ]
    [[ "$output" == *"line 1"* ]]
    echo '# our own units' >tracuu.units
    run tracuu check
    [ "$status" -eq 3 ]
    [[ "$output" == *"stale"* ]]
    run tracuu index
    [ "$status" -eq 0 ]
    [[ "$output" == *"2 analysed anew"* ]]
    [ "$(grep -c '^segment .* - ' .tracuu/manifest)" -eq 0 ]
    [ "$(found 'hồ tiêu')" = "b.txt " ]
    [ -z "$(found 'cà phê')" ]
    in_step
}

@test "a unit whose work another one does today leads to that one" {
    cp "$TRACUU_SOURCE"/corpus/samples/ben-tre/so-y-te/*.txt .
    printf '%s\n' '[ben-tre/so-yt]' 'Phòng Nghiệp vụ Y = Phòng NVY' \
        'Phòng Tổ chức cán bộ -> Phòng NVY' 'Chi cục An toàn vệ sinh thực phẩm -> Phòng Quản lý An toàn thực phẩm' >tracuu.units
    tracuu index .
    run tracuu list units --format json
    [[ "$output" == *'"value":"ben-tre/so-yt/phong-to-chuc-can-bo"'*'"successor":"ben-tre/so-yt/phong-nghiep-vu-y"'* ]]
    run tracuu search --unit "Phòng Tổ chức cán bộ" --limit 1
    [[ "$output" == *"the work of Phòng Tổ chức cán bộ is done today by:"*"ben-tre/so-yt/phong-nghiep-vu-y"* ]]
    # A unit of the file is found by its name although the tables know one, too.
    run tracuu search --unit "Chi cục An toàn vệ sinh thực phẩm" --count
    [[ "$output" == *"ben-tre/so-yt/phong-quan-ly-an-toan-thuc-pham"* ]]
}

@test "a rebuild gives the same answers" {
    for i in 1 2 3 4 5; do notice "$i.txt" "vùng $i"; done
    tracuu index .
    before=$(answers)
    segment=$(ls .tracuu/segments)
    run tracuu index --rebuild
    [ "$status" -eq 0 ]
    [[ "$output" == *"5 new"* ]]
    [ "$(answers)" = "$before" ]
    [ -z "$(grep "^segment ${segment##*0} " .tracuu/manifest)" ]
    in_step
}

@test "the same archive gives the same segments whatever the number of jobs" {
    for i in $(seq 1 700); do notice "$((i % 7))/$i.txt" "vùng $((i % 300))"; done
    tracuu index --index "$BATS_TEST_TMPDIR/one" --jobs 1 .
    tracuu index --index "$BATS_TEST_TMPDIR/many" --jobs 7 .
    # Xapian gives each database a number of its own; nothing else may differ.
    for one in "$BATS_TEST_TMPDIR"/one/segments/*/checksums; do
        diff <(grep -v iamglass "$one") <(grep -v iamglass "${one/one/many}")
    done
}

@test "a folder without notices is an empty index" {
    run tracuu index .
    [ "$status" -eq 0 ]
    [[ "$output" == "0 notices"* ]]
    run tracuu search 'cà phê'
    [ "$status" -eq 1 ]
    in_step
}

@test "an unreadable file costs only itself" {
    notice a.txt "cà phê"
    notice b.txt "hồ tiêu"
    chmod 000 a.txt
    be_nobody
    run tracuu index .
    [ "$status" -eq 4 ]
    [[ "$output" == *"a.txt: "* ]]
    [ "$(found 'hồ tiêu')" = "b.txt " ]
    [[ "$(tracuu list failed)" == *a.txt* ]]
    # Readable again: it is read, though nothing in it changed.
    chmod 644 a.txt
    run tracuu index
    [ "$status" -eq 0 ]
    [ "$(found 'cà phê')" = "a.txt " ]
}

@test "an unreadable folder keeps what is known of it" {
    notice a/x.txt "cà phê"
    notice b.txt "hồ tiêu"
    be_nobody
    tracuu index .
    chmod 000 a
    run tracuu index
    [ "$status" -eq 4 ]
    [[ "$output" == *"a: "* ]]
    [ "$(found 'cà phê')" = "a/x.txt " ]
}

@test "an empty file is named, and the rest goes on" {
    notice a.txt "cà phê"
    : >empty.txt
    run tracuu index .
    [[ "$output" == *"empty.txt: "* ]]
    [ "$(found 'cà phê')" = "a.txt " ]
}

@test "a folder that is not mounted keeps its notices" {
    notice a/x.txt "cà phê"
    notice b/y.txt "hồ tiêu"
    tracuu index --index "$archive/.tracuu" a b
    mv a "$BATS_TEST_TMPDIR/away"
    run tracuu index
    [ "$status" -eq 4 ]
    [[ "$output" == *"a: "* ]]
    [ "$(found 'cà phê')" = "a/x.txt " ]
    mv "$BATS_TEST_TMPDIR/away" a
    run tracuu index
    [ "$status" -eq 0 ]
    in_step
}

@test "a loop of links is told and does no harm" {
    notice a/x.txt "cà phê"
    ln -s .. a/up
    run timeout 20 "$TRACUU" index .
    [ "$status" -eq 0 ]
    [ "$(found 'cà phê')" = "a/x.txt " ]
}

@test "a path with a line end in it" {
    notice $'a\nb.txt' "cà phê"
    mkdir $'c\nd'
    notice $'c\nd/x.txt' "hồ tiêu"
    tracuu index --index "$archive/.tracuu" $'a\nb.txt' $'c\nd'
    [ "$(tracuu search --count 'thông báo')" = 2 ]
    in_step
}

@test "a wrong command line is told, and nothing is made" {
    run tracuu index --jbos 3 .
    [ "$status" -eq 2 ]
    [[ "$output" == *"--jobs"* ]]
    run tracuu index --jobs none .
    [ "$status" -eq 2 ]
    run tracuu index nowhere
    [ "$status" -eq 2 ]
    [[ "$output" == *"nowhere"* ]]
    run tracuu check nowhere
    [ "$status" -eq 2 ]
    [ ! -e .tracuu ]
}

@test "an index is not made among somebody's files" {
    notice a.txt "cà phê"
    mkdir theirs
    echo mine >theirs/diary
    run tracuu index --index theirs .
    [ "$status" -eq 2 ]
    [[ "$output" == *"holds no index"* ]]
    [ "$(ls theirs)" = diary ]
}

@test "a second writer is told to try again" {
    notice a.txt "cà phê"
    tracuu index .
    mkfifo "$BATS_TEST_TMPDIR/go"
    # A process that holds the lock as a writer does.
    perl -e 'use Fcntl; open(F, "+<", ".tracuu/lock") or die; my $l = pack("ss x4 q q l x4", F_WRLCK, 0, 0, 0, 0);
        fcntl(F, F_SETLK, $l) or die; print "held\n"; $| = 1; open(G, "<", $ARGV[0]); <G>;' \
        "$BATS_TEST_TMPDIR/go" >"$BATS_TEST_TMPDIR/held" 3>&- &
    holder=$!
    sleep 0.5
    run tracuu index
    echo >"$BATS_TEST_TMPDIR/go"
    wait "$holder"
    [ "$status" -eq 75 ]
    [[ "$output" == *"is being written by process $holder"* ]]
    [ "$(found 'cà phê')" = "a.txt " ]
    run tracuu index
    [ "$status" -eq 0 ]
}

@test "a folder that cannot be written is told" {
    notice a.txt "cà phê"
    be_nobody
    tracuu index .
    chmod -R a-w .tracuu
    run tracuu index
    [ "$status" -eq 5 ]
    [[ "$output" == *"cannot write"* ]]
    [ "$(found 'cà phê')" = "a.txt " ]
    in_step
}

@test "a file size limit is an error with a sentence, and the old index answers" {
    notice a.txt "cà phê"
    tracuu index .
    before=$(answers)
    for i in $(seq 1 200); do notice "n/$i.txt" "vùng $i $RANDOM"; done
    run bash -c 'ulimit -f 16; "$0" index' "$TRACUU"
    [ "$status" -eq 5 ]
    [[ "$output" == "tracuu: index: "* ]]
    [ "$(answers)" = "$before" ]
    tracuu index
    [ "$(tracuu search --count 'thông báo')" = 201 ]
    in_step
}

@test "an index of a newer format is left alone" {
    notice a.txt "cà phê"
    tracuu index .
    sed -i 's/, format [0-9]*/, format 99/' .tracuu/manifest
    before=$(find .tracuu -type f | sort)
    for arguments in "index" "index --rebuild ." "check"; do
        # shellcheck disable=SC2086
        run tracuu $arguments
        [ "$status" -eq 3 ]
        [[ "$output" == *"newer tracuu"* ]]
    done
    [ "$(find .tracuu -type f | sort)" = "$before" ]
}

@test "an index of an older format is told how to be made anew" {
    notice a.txt "cà phê"
    tracuu index .
    sed -i 's/, format [0-9]*/, format 1/' .tracuu/manifest
    for arguments in "index" "check" "search phê"; do
        # shellcheck disable=SC2086
        run tracuu $arguments
        [ "$status" -eq 3 ]
        [[ "$output" == *"older tracuu"*"--rebuild"* ]]
    done
    tracuu index --rebuild .
    [ "$(tracuu search --count phê)" = 1 ]
}

@test "a damaged manifest is told and never wiped; a rebuild mends it" {
    notice a.txt "cà phê"
    tracuu index .
    printf x >>.tracuu/manifest
    before=$(find .tracuu -type f | sort)
    run tracuu index
    [ "$status" -eq 3 ]
    [[ "$output" == *"manifest is damaged"* ]]
    run tracuu check
    [ "$status" -eq 3 ]
    [ "$(find .tracuu -type f | sort)" = "$before" ]
    run tracuu index --rebuild .
    [ "$status" -eq 0 ]
    in_step
    [ "$(found 'cà phê')" = "a.txt " ]
}

@test "check finds every kind of damage" {
    for i in 1 2 3; do notice "$i.txt" "vùng $i"; done
    tracuu index .
    cp -r .tracuu "$BATS_TEST_TMPDIR/good"
    while read -r file; do
        # A byte in the middle, one byte less, no file at all.
        size=$(stat -c %s ".tracuu/$file")
        [ "$size" -gt 0 ] || continue
        for damage in flip cut remove; do
            case $damage in
            flip)
                byte=$(od -An -tu1 -j $((size / 2)) -N1 ".tracuu/$file")
                # shellcheck disable=SC2059
                printf "\\x$(printf %x $((byte ^ 1)))" |
                    dd of=".tracuu/$file" bs=1 seek=$((size / 2)) conv=notrunc status=none
                ;;
            cut) truncate -s -1 ".tracuu/$file" ;;
            remove) rm ".tracuu/$file" ;;
            esac
            run tracuu check
            [ "$status" -eq 3 ] || {
                echo "$damage $file: $status $output"
                false
            }
            cp "$BATS_TEST_TMPDIR/good/$file" ".tracuu/$file"
        done
    done < <(cd .tracuu && find . -type f ! -name lock)
    in_step
}

@test "what a killed run leaves is cleared by the next one" {
    notice a.txt "cà phê"
    tracuu index .
    mkdir -p .tracuu/building/0-0/notices .tracuu/segments/000099/notices
    echo rubbish >.tracuu/building/0-0/notices/postlist.glass
    echo rubbish >.tracuu/files-000099
    echo rubbish >.tracuu/manifest.new
    notice b.txt "hồ tiêu"
    tracuu index
    [ ! -e .tracuu/building ]
    [ ! -e .tracuu/segments/000099 ]
    [ ! -e .tracuu/files-000099 ]
    [ ! -e .tracuu/manifest.new ]
    in_step
}

@test "killed at any time, the next run goes on as if nothing had been" {
    for i in $(seq 1 600); do notice "$((i % 5))/$i.txt" "vùng $i"; done
    tracuu index --index "$BATS_TEST_TMPDIR/whole" .
    TRACUU_INDEX=$BATS_TEST_TMPDIR/whole answers >"$BATS_TEST_TMPDIR/expected"
    for delay in 0.005 0.01 0.02 0.03 0.05 0.07 0.1 0.15 0.2; do
        # In the foreground timeout waits until the process is gone, and its lock with it.
        timeout --foreground -s KILL "$delay" "$TRACUU" index . || true
        # Whatever is published is whole.
        if [ -f .tracuu/manifest ]; then
            run tracuu check
            [[ "$output" != *damaged* ]]
        fi
    done 2>/dev/null
    tracuu index .
    answers >"$BATS_TEST_TMPDIR/actual"
    cmp "$BATS_TEST_TMPDIR/expected" "$BATS_TEST_TMPDIR/actual"
    in_step
}

@test "an interrupted run ends cleanly, and the next one goes on" {
    for i in $(seq 1 3000); do notice "$((i % 5))/$i.txt" "vùng $i"; done
    # Job control, so that the signal is not ignored as it is in the background.
    set -m
    "$TRACUU" index --jobs 1 . 2>"$BATS_TEST_TMPDIR/words" 3>&- &
    running=$!
    set +m
    for i in $(seq 1 500); do
        [ -d .tracuu/building ] && break
        sleep 0.01
    done
    kill -INT "$running"
    status=0
    wait "$running" || status=$?
    [ "$status" -eq 130 ]
    grep -q interrupted "$BATS_TEST_TMPDIR/words"
    [ ! -e .tracuu/building ]
    run tracuu check
    [[ "$output" != *damaged* ]]
    tracuu index .
    [ "$(tracuu search --count 'thông báo')" = 3000 ]
    in_step
}

@test "whoever searches while runs publish gets whole answers" {
    for i in 1 2 3 4 5 6 7 8; do notice "$i.txt" "vùng $i"; done
    tracuu index .
    (
        # Each run changes notices, and often merges or purges what readers have open.
        for i in $(seq 1 25); do
            for j in 1 2 3; do notice "$j.txt" "vùng $j lần $i"; done
            tracuu index
        done
        touch "$BATS_TEST_TMPDIR/done"
    ) 2>/dev/null 3>&- &
    writer=$!
    searches=0
    while [ ! -e "$BATS_TEST_TMPDIR/done" ]; do
        [ "$(tracuu search --count 'thông báo')" = 8 ]
        searches=$((searches + 1))
    done
    wait "$writer"
    echo "$searches searches"
    [ "$searches" -gt 10 ]
    in_step
}

@test "what OCR brings more of takes the place of what was there" {
    for tool in python3 pdftoppm tesseract; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
    python3 "$BATS_TEST_DIRNAME/mixed_pdf.py"
    cp mixed.pdf copy.pdf
    notice a.txt "cà phê"
    tracuu index .
    [ "$(found 'trong rung')" = "copy.pdf mixed.pdf " ] || skip "no reader for PDF"
    [ -z "$(found 'gieng khoan')" ]
    id=$(tracuu search --format json 'trong rung' | jq -r 'select(.id) | .id')
    run tracuu index --ocr missing
    [ "$status" -eq 0 ]
    [ "$(found 'gieng khoan')" = "copy.pdf mixed.pdf " ]
    [ "$(tracuu search --format json 'gieng khoan' | jq -r 'select(.id) | .id')" = "$id" ]
    [ "$(tracuu search --count 'trong rung')" = 1 ]
    [ "$(found 'cà phê')" = "a.txt " ]
    in_step
}

@test "progress stands on a terminal only, and not where NO_COLOR is set" {
    mkdir quiet && printf 'Số: 1/TB-UBND\n\nTHÔNG BÁO\n' >quiet/a.txt
    NO_COLOR='' script -qec "'$TRACUU' index --rebuild quiet" /dev/null | grep -q 'Looking at the files'
    NO_COLOR=1 script -qec "'$TRACUU' index --rebuild quiet" /dev/null >said
    [ "$(grep -c 'Looking' said)" -eq 0 ]
    grep -q '1 notice' said
}
