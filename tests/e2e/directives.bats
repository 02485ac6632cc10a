#!/usr/bin/env bats
# tracuu directives: who was told to do what, by when, and whether anything later takes it up.

setup_file() {
    unset TRACUU_INDEX
    cp -r "$TRACUU_SOURCE/tests/notices/directives" "$BATS_FILE_TMPDIR/archive"
    cd "$BATS_FILE_TMPDIR/archive"
    "$TRACUU" index . 2>/dev/null
}

setup() {
    cd "$BATS_FILE_TMPDIR/archive"
    unset TRACUU_INDEX
    COLUMNS=100
    export COLUMNS
}

# The directives found, as "file:line" in the order of the answer.
places() {
    "$TRACUU" directives "$@" --format json 2>/dev/null | jq -r '(.path | split("/") | last) + ":" + (.line | tostring)' | tr '\n' ' '
}

@test "a unit is told what names it and, marked, what all units of its office are told" {
    run places --unit "Văn phòng Sở" --issuer "Lâm Đồng"
    [ "$output" = "01.txt:16 01.txt:17 01.txt:23 02.txt:11 02.txt:12 " ]
    run bash -c '"$TRACUU" directives --unit "Văn phòng Sở" --issuer "Lâm Đồng" --format json 2>/dev/null | jq -c "select(.collective) | .line"'
    [ "$output" = "23" ]
}

@test "the namesake in another office is named, not mixed in silently" {
    run bash -c '"$TRACUU" directives --unit "Văn phòng Sở" 2>&1 >/dev/null'
    [[ "$output" == *lam-dong/so-nv/van-phong* ]]
    [[ "$output" == *ca-mau/so-yt/van-phong* ]]
}

@test "a role narrows to what the unit leads, helps with, or is told" {
    [ "$(places --unit "Văn phòng Sở" --issuer "Lâm Đồng" --role lead)" = "01.txt:16 " ]
    [ "$(places --unit "Thanh tra Sở" --role coordinate)" = "01.txt:16 03.txt:18 " ]
    [ "$(places --unit "Thanh tra Sở" --role lead)" = "03.txt:16 " ]
    [ "$(places --role lead)" = "01.txt:16 03.txt:16 03.txt:18 " ]
}

@test "a document finds who was told to carry it out" {
    [ "$(places --ref 45/2023/NQ-HĐND)" = "01.txt:20 02.txt:15 " ]
    [ "$(places ref:45/2023/NQ-HĐND --period 2025-02)" = "02.txt:15 " ]
}

@test "a person finds what is told by name" {
    [ "$(places --person "Lê Văn An")" = "01.txt:17 02.txt:12 " ]
}

@test "a deadline of its own counts, an inherited one only when asked for" {
    [ "$(places --due 2025-01)" = "01.txt:16 01.txt:17 01.txt:23 " ]
    [ "$(places --due 2025-01 --inherited)" = "01.txt:16 01.txt:17 01.txt:20 01.txt:21 01.txt:23 " ]
    run bash -c '"$TRACUU" directives --due 2025-01 --inherited --format json | jq -r "select(.line == 20) | .deadline.inherited"'
    [ "$output" = "section" ]
}

@test "what has ended before a day is overdue on it, and not on the last day itself" {
    [ "$(places --overdue 2025-01-16)" = "01.txt:23 " ]
    [ "$(places --overdue 2025-01-15)" = "" ]
    run "$TRACUU" directives --overdue 2025-01-15
    [ "$status" -eq 1 ]
}

@test "words and phrases are looked for in the directive" {
    [ "$(places số hóa hồ sơ)" = "01.txt:17 02.txt:12 " ]
    [ "$(places so hoa ho so)" = "01.txt:17 02.txt:12 " ]
    [ "$(places '"quy chế làm việc"')" = "01.txt:16 " ]
    [ "$(places '"việc quy chế"')" = "" ]
}

@test "a directive is found by the words that stand in it, not by those beside it" {
    for word in giao phòng sở trước chủ hồ việc tỉnh; do
        found=$("$TRACUU" directives --format json --limit 0 "$word" | jq -r .id | sort)
        [ -n "$found" ]
        [ "$found" = "$("$TRACUU" directives --format json --limit 0 |
            jq -r --arg word "$word" 'select(.text | test("(^|[^\\p{L}])" + $word + "($|[^\\p{L}])"; "i")) | .id' | sort)" ]
    done
    both=$("$TRACUU" directives --format json --limit 0 sở | wc -l)
    without=$("$TRACUU" directives --format json --limit 0 'sở -trước' | wc -l)
    with=$("$TRACUU" directives --format json --limit 0 'sở trước' | wc -l)
    [ "$with" -gt 0 ]
    [ "$both" -gt 0 ]
    [ $((without + with)) -eq "$both" ]
}

@test "rows of a table are directives with their lead, partners and deadline" {
    run bash -c '"$TRACUU" directives --type KH --format json | jq -c "select(.line == 18) | [(.units | map(.role)), .deadline.kind, .deadline.to]"'
    [ "$output" = '[["lead","coordinate"],"before","2025-06-30"]' ]
}

@test "the text is a list of work: deadlines first, partners and documents under them" {
    run "$TRACUU" directives --unit "Văn phòng Sở" --issuer "Lâm Đồng"
    [ "$status" -eq 0 ]
    [[ "${lines[0]}" == "Văn phòng Sở · Sở Nội vụ Lâm Đồng: "* ]]
    [[ "$output" == *"trước 20/01/2025   chủ trì   "* ]]
    [[ "$output" == *"phối hợp: Thanh tra Sở"* ]]
    [[ "$output" == *"again: 10/02/2025 (02.txt:12)"* ]]
    run "$TRACUU" directives --due 2025-02 --group unit
    [[ "$output" == *"Văn phòng Sở · Sở Nội vụ Lâm Đồng: 2"* ]]
}

@test "an order that comes back is shown once with its dates" {
    run bash -c '"$TRACUU" directives --repeated --format json | jq -c "[.line, .repeats[].date]"'
    [ "$output" = '[17,"2025-02-10"]' ]
}

@test "open items say what was found of them since, and never that they are done" {
    run bash -c '"$TRACUU" directives --open --format json | jq -c "[.line, .follow_up.state, .follow_up.later_notices]"'
    [ "${lines[0]}" = '[16,"none",1]' ]
    [[ "$output" == *'"unknown",0]'* ]]
    run "$TRACUU" directives --open
    [[ "$output" == *"no trace since, in 1 later notice of the office (up to 10/02/2025)"* ]]
    [[ "$output" != *"done"* ]]
}

@test "a spreadsheet gets a byte order mark and no formulas" {
    "$TRACUU" directives --format csv >list.csv
    [ "$(head -c 3 list.csv | od -An -tx1 | tr -d ' ')" = "efbbbf" ]
    run grep -c '[,"]=cmd' list.csv
    [ "$output" = "0" ]
    run head -1 list.csv
    [[ "$output" == *"id,notice,path,line,"* ]]
    rm list.csv
}

@test "a calendar has one folded entry an item, with a due date only where the notice gives one" {
    "$TRACUU" directives --issuer "Lâm Đồng" --format ics >todo.ics
    [ "$(grep -c '^BEGIN:VTODO' todo.ics)" = "8" ]
    [ "$(grep -c '^UID:' todo.ics)" = "$(grep '^UID:' todo.ics | sort -u | wc -l)" ]
    [ "$(grep -c '^DUE' todo.ics)" = "5" ]
    grep -q $'^DUE:20250218T133000\r$' todo.ics
    [ "$(grep -vc $'\r$' todo.ics)" = "0" ]
    [ "$(LC_ALL=C awk 'length($0) > 76' todo.ics | wc -l)" = "0" ]
    iconv -f UTF-8 -t UTF-8 todo.ics >/dev/null
    "$TRACUU" directives --issuer "Lâm Đồng" --format ics | cmp - todo.ics
    rm todo.ics
}

@test "what cannot be understood exits 2 with a sentence" {
    for wrong in "--role boss" "--group day" "--due 31/2/2025" "--overdue soon" "--rloe lead" "--format dot"; do
        # shellcheck disable=SC2086
        run "$TRACUU" directives $wrong
        [ "$status" -eq 2 ]
        [[ "$output" == "tracuu: directives: "* ]]
    done
}

@test "without an index it says so" {
    mkdir -p "$BATS_TEST_TMPDIR/empty"
    cd "$BATS_TEST_TMPDIR/empty"
    run "$TRACUU" directives
    [ "$status" -eq 3 ]
}
