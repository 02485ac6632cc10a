#!/usr/bin/env bats
# tracuu search, show and list: what a clerk asks, and what the answer looks like.

bats_require_minimum_version 1.5.0

setup_file() {
    export ARCHIVE=$BATS_FILE_TMPDIR/archive
    cp -r "$TRACUU_SOURCE/corpus/samples" "$ARCHIVE"
    (cd "$ARCHIVE" && "$TRACUU" index . 2>/dev/null)
}

setup() {
    cd "$ARCHIVE" || exit 1
    unset TRACUU_INDEX
}

ids() {
    jq -r .id | sort
}

@test "a question without accents, with some and with all finds the same notices" {
    "$TRACUU" search --all-words --limit 0 --format json 'phòng chống thiên tai' | ids >"$BATS_TEST_TMPDIR/full"
    "$TRACUU" search --all-words --limit 0 --format json 'phong chong thien tai' | ids >"$BATS_TEST_TMPDIR/bare"
    "$TRACUU" search --all-words --limit 0 --format json 'phong chông thiên tai' | ids >"$BATS_TEST_TMPDIR/some"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/full")" -ge 10 ]
    diff "$BATS_TEST_TMPDIR/bare" "$BATS_TEST_TMPDIR/some"
    # Typed in full, words that the scan of one notice spoiled are not among those that must be there.
    [ -z "$(comm -23 "$BATS_TEST_TMPDIR/full" "$BATS_TEST_TMPDIR/bare")" ]
}

@test "the answer says how many notices have all the words" {
    run --separate-stderr "$TRACUU" search phong chong thien tai
    [ "$status" -eq 0 ]
    [[ ${lines[0]} =~ ^[0-9]+" notices have all the words (of 65 in the archive)"$ ]]
    [ -z "$stderr" ]
}

@test "--count prints the number of notices with all words and nothing else" {
    run --separate-stderr "$TRACUU" search --count phong chong thien tai
    [ "$status" -eq 0 ]
    count=$output
    [ "$("$TRACUU" search --all-words --limit 0 --format json phong chong thien tai | wc -l)" -eq "$count" ]
    run --separate-stderr "$TRACUU" search --count '"thien tai phong chong"'
    [ "$status" -eq 1 ]
    [ "$output" = 0 ]
}

@test "words that no notice has together are relaxed, and the answer says so" {
    run --separate-stderr "$TRACUU" search 'thiên tai xyzzy'
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "no notice has all the words; these have some of them"* ]]
    [[ $stderr == *"no notice has the word “xyzzy”"* ]]
    run --separate-stderr "$TRACUU" search --all-words 'thiên tai xyzzy'
    [ "$status" -eq 1 ]
    [ -z "$output" ]
    [[ $stderr == *"nothing found"* ]]
}

@test "notices with all words come before those with some" {
    run --separate-stderr "$TRACUU" search --limit 40 --format json 'hạn mặn thiên tai'
    [ "$status" -eq 0 ]
    [ "$(jq -r .match <<<"$output" | uniq | paste -sd ' ')" != "some all" ]
    [ "$(jq -r .match <<<"$output" | uniq | wc -l)" -le 2 ]
}

@test "a quoted phrase is exact" {
    run --separate-stderr "$TRACUU" search --limit 0 --format json '"phòng, chống thiên tai"'
    [ "$status" -eq 0 ]
    while read -r path; do
        tr '\n' ' ' <"$path" | tr -d '*_#' | tr -s ' ' | grep -qiE 'phòng,? chống thiên tai'
    done < <(jq -r .path <<<"$output")
}

@test "an exclusion leaves out, alternatives join" {
    all=$("$TRACUU" search --count thien tai)
    with=$("$TRACUU" search --count 'thien tai "kinh phí"')
    without=$("$TRACUU" search --count 'thien tai -"kinh phí"')
    [ "$with" -gt 0 ]
    [ $((with + without)) -eq "$all" ]
    [ "$("$TRACUU" search --count '(thien AND tai AND "kinh phí") OR (thien AND tai NOT "kinh phí")')" -eq "$all" ]
}

@test "an exclusion may be an argument of its own, and after -- a dash is no option" {
    run --separate-stderr "$TRACUU" search thien tai -xyzzy --count
    [ "$status" -eq 0 ]
    run --separate-stderr "$TRACUU" search --count -- thien tai -xyzzy
    [ "$status" -eq 0 ]
}

@test "a prefix finds the words that begin with it" {
    run "$TRACUU" search --count 'thuy*'
    [ "$status" -eq 0 ]
    prefix=$output
    run "$TRACUU" search --count 'thuỷ'
    [ "$prefix" -ge "$output" ]
}

@test "the tone may stand on either vowel" {
    [ "$("$TRACUU" search --count 'thuỷ lợi')" -eq "$("$TRACUU" search --count 'thủy lợi')" ]
    [ "$("$TRACUU" search --count 'thủy lợi')" -gt 0 ]
}

@test "JSON is one object a line, its snippets are copies of the text" {
    run --separate-stderr "$TRACUU" search --format json --limit 3 thien tai
    [ "$status" -eq 0 ]
    [ "$(jq -c 'select(.format == 1 and (.id | test("^[0-9a-f]{12}$")) and .match == "all")' <<<"$output" | wc -l)" -eq 3 ]
    id=$(jq -r .id <<<"${lines[0]}")
    "$TRACUU" show "$id" >"$BATS_TEST_TMPDIR/text"
    jq -r '.snippets[] | @base64' <<<"${lines[0]}" | while read -r snippet; do
        base64 -d <<<"$snippet" | jq -j .text >"$BATS_TEST_TMPDIR/snippet"
        line=$(base64 -d <<<"$snippet" | jq .line)
        python3 - "$BATS_TEST_TMPDIR/text" "$BATS_TEST_TMPDIR/snippet" "$line" <<'PYTHON'
import sys
text, snippet = (open(path, "rb").read() for path in sys.argv[1:3])
at = text.find(snippet)
while at >= 0 and text[:at].count(b"\n") + 1 != int(sys.argv[3]):
    at = text.find(snippet, at + 1)
sys.exit(at < 0)
PYTHON
    done
}

@test "highlights mark the words that were asked for" {
    run --separate-stderr "$TRACUU" search --format json --limit 1 '"thiên tai"'
    python3 - "$output" <<'PYTHON'
import json, sys
hit = json.loads(sys.argv[1])
marked = [s["text"].encode()[a:b].decode() for s in hit["snippets"] for a, b in s["highlights"]]
assert marked and all(" ".join(m.split()).lower() == "thiên tai" for m in marked), marked
PYTHON
}

@test "CSV opens in a spreadsheet" {
    run --separate-stderr "$TRACUU" search --format csv --limit 5 thien tai
    "$TRACUU" search --format csv --limit 5 thien tai >"$BATS_TEST_TMPDIR/table.csv"
    python3 - "$BATS_TEST_TMPDIR/table.csv" <<'PYTHON'
import csv, sys
raw = open(sys.argv[1], "rb").read()
assert raw.startswith(b"\xef\xbb\xbfid,path,") and raw.count(b"\r\n") >= 6
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
assert len(rows) == 6 and all(len(row) == len(rows[0]) for row in rows)
assert not any(cell[:1] in "=+-@" and cell for row in rows for cell in row)
PYTHON
}

@test "paths0 gives paths for xargs" {
    "$TRACUU" search --format paths0 --limit 0 --all-words thien tai | xargs -0 ls -d >"$BATS_TEST_TMPDIR/paths"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/paths")" -ge "$("$TRACUU" search --count thien tai)" ]
}

@test "pages follow one another" {
    "$TRACUU" search --all-words --limit 6 --format json thien tai | jq -r .id >"$BATS_TEST_TMPDIR/whole"
    { "$TRACUU" search --all-words --limit 3 --format json thien tai
      "$TRACUU" search --all-words --limit 3 --offset 3 --format json thien tai; } | jq -r .id >"$BATS_TEST_TMPDIR/parts"
    diff "$BATS_TEST_TMPDIR/whole" "$BATS_TEST_TMPDIR/parts"
    run --separate-stderr "$TRACUU" search --limit 3 thien tai
    [ "${lines[-1]}" = "more: --offset 3" ]
}

@test "sorting by date gives the oldest or the newest first" {
    days=$("$TRACUU" search --sort date --limit 0 --all-words --format json thien tai | jq -r '.date.to // "9999"')
    [ "$days" = "$(sort <<<"$days")" ]
    days=$("$TRACUU" search --sort -date --limit 0 --all-words --format json thien tai | jq -r '.date.to // "0000"')
    [ "$days" = "$(sort -r <<<"$days")" ]
}

@test "facets are exact counts" {
    run --separate-stderr "$TRACUU" search --format json --limit 1 --facets type,unit thien tai
    [ "$status" -eq 0 ]
    facet=$(jq -c '.facets.type[0] // empty' <<<"${lines[-1]}")
    [ "$("$TRACUU" search --count --type "$(jq -r .value <<<"$facet")" thien tai)" -eq "$(jq .count <<<"$facet")" ]
    unit=$(jq -c '.facets.unit[0]' <<<"${lines[-1]}")
    [ "$(jq .count <<<"$unit")" -gt 0 ]
}

@test "--explain prints the tree, the words, the clauses and the candidates" {
    run --separate-stderr "$TRACUU" search --explain 'do luong "thiên tai"'
    [[ $output == *"  phrase thiên tai"* ]]
    [[ $output == *"clauses, all words"* ]]
    [[ $output == *"candidates: "* ]]
}

@test "--candidates says how many notices are read once more" {
    run "$TRACUU" search --explain --candidates 3 --limit 1 --all-words 'thien tai'
    [ "$status" -eq 0 ]
    few=$(sed -n 's/^candidates: \([0-9]*\) read.*/\1/p' <<<"$output")
    run "$TRACUU" search --explain --limit 1 --all-words 'thien tai'
    all=$(sed -n 's/^candidates: \([0-9]*\) read.*/\1/p' <<<"$output")
    [ "$few" -ge 3 ] && [ "$few" -lt "$all" ]
}

@test "what --explain says does not stand among the answers of a program" {
    run --separate-stderr "$TRACUU" search --explain --format json --limit 1 'do luong'
    [ "$status" -eq 0 ]
    [ "$(jq -s length <<<"$output")" -eq 1 ]
    [[ $stderr == *"clauses, all words"* ]]
    run --separate-stderr "$TRACUU" search --explain --count 'do luong'
    [[ $output == *"clauses, all words"* ]]
}

@test "lines are no wider than the terminal asks for, and not coloured in a pipe" {
    COLUMNS=80 run --separate-stderr "$TRACUU" search thien tai
    [ "$status" -eq 0 ]
    [[ $output != *$'\033'* ]]
    [ "$(grep -v '^more' <<<"$output" | wc -L)" -le 80 ]
}

@test "on a narrow screen numbers, days and names of files are whole" {
    COLUMNS=44 run "$TRACUU" search --ref 18/2019/QĐ-UBND --limit 0
    [ "$status" -eq 0 ]
    [[ $output == *"Quyết định 22/2024/QĐ-UBND · 30/9/2024"* ]]
    [[ $output == *"/2024-07-05_bc-199.txt"$'\n'* ]]
    [[ $output != *"….txt"* ]]
    COLUMNS=44 run "$TRACUU" list refs 18/2019
    [[ $output == *" 18/2019/QĐ-UBND "* ]]
    COLUMNS=44 run "$TRACUU" trace 18/2019/QĐ-UBND
    [[ $output != *" "$'\n'* ]]
}

@test "a reference typed as plain words needs no field" {
    count=$("$TRACUU" search --count --ref 'nq 25/2020' --all)
    [ "$count" -gt 3 ]
    # Notices that cite it come before those that only happen to have a 25 and a 2020.
    run --separate-stderr "$TRACUU" search --format json --limit "$count" nghi quyet 25/2020
    [ "$status" -eq 0 ]
    [ "$(jq -r '.refs | map(select(startswith("25/2020/nq-hdnd"))) | length > 0' <<<"$output" | grep -c true)" -ge $((count - 1)) ]
}

@test "show prints the text of a notice as it is in the file" {
    run --separate-stderr "$TRACUU" search --format json --limit 1 thien tai
    path=$(jq -r .path <<<"$output")
    id=$(jq -r .id <<<"$output")
    "$TRACUU" show "$id" | diff - <(sed '1s/^\xef\xbb\xbf//' "$path")
    "$TRACUU" show "$path" | diff - <("$TRACUU" show "$id")
    [ "$("$TRACUU" show --path "$id")" = "$path" ]
    "$TRACUU" show --format json "$id" | jq -e '.format == 1 and .text and (.refs | type == "array") and .id'
}

@test "show takes the name of a file, also as search writes it, where one notice has it" {
    for name in 2024-09-30_qd-22.txt …/2024-09-30_qd-22.txt; do
        run "$TRACUU" show --path "$name"
        [ "$status" -eq 0 ]
        [ "$output" = phu-yen/ubnd/2024-09-30_qd-22.txt ]
    done
    run "$TRACUU" related …/2024-09-30_qd-22.txt --limit 1
    [ "$status" -eq 0 ]
    for name in 30_qd-22.txt 22.txt txt '' /; do
        run "$TRACUU" show "$name"
        [ "$status" -eq 1 ]
    done
    mkdir other
    printf 'Thông báo khác\n' >other/2024-09-30_qd-22.txt
    "$TRACUU" index 2>/dev/null
    run "$TRACUU" show 2024-09-30_qd-22.txt
    [ "$status" -eq 1 ]
    rm -r other
    "$TRACUU" index 2>/dev/null
}

@test "show of a notice that is not there finds nothing" {
    run --separate-stderr "$TRACUU" show 000000000000
    [ "$status" -eq 1 ]
    [[ $stderr == *"no notice “000000000000”"* ]]
    [[ $stderr == *"hint: "* ]]
}

@test "list says what is in the archive, with counts" {
    for kind in units persons refs issuers types years missing; do
        run --separate-stderr "$TRACUU" list "$kind"
        [ "$status" -eq 0 ]
        [[ ${lines[0]} =~ ^\ *[0-9]+(\ notices?)?\ \  ]]
    done
    [ "$("$TRACUU" list units --format json 'chi cuc' | jq -r .name | grep -civ '^chi cục')" -eq 0 ]
    "$TRACUU" list refs --format csv | head -1 | grep -q 'value,name,count'
    run --separate-stderr "$TRACUU" list years
    [ "$output" = "$(sort -k2 <<<"$output")" ]
}

@test "list refs ranks by how often, by how many offices and how recently documents are cited" {
    run --separate-stderr "$TRACUU" list refs --format json
    [ "$status" -eq 0 ]
    [ "$output" = "$(jq -cs 'sort_by([-.count, -.offices, -((.last // "0") | gsub("-"; "") | tonumber), .value])[]' <<<"$output")" ]
    [ "$(jq -r .value <<<"$output" | sort | uniq -d)" = "" ]
    jq -r '[.value, .count, .offices, .last // "-"] | @tsv' < <("$TRACUU" list missing --format json) | head -5 | while IFS=$'\t' read -r key count offices last; do
        "$TRACUU" search --limit 0 --format json "ref:$key" >found
        [ "$(wc -l <found)" -eq "$count" ]
        [ "$(jq -r '.issuer // empty' found | sort -u | wc -l)" -eq "$offices" ]
        [ "$(jq -r '.date.to // empty' found | sort | tail -1)" = "$last" ]
    done
    [[ "$("$TRACUU" list missing --limit 1)" =~ ^\ *[0-9]+\ notices?\ +[0-9]+\ offices?\ + ]]
    "$TRACUU" list missing --format csv | head -1 | grep -q 'value,name,count,offices,last'
}

@test "list encodings says what texts were converted from, and how much of them" {
    mkdir "$BATS_TEST_TMPDIR/old"
    cd "$BATS_TEST_TMPDIR/old" || exit 1
    awk -F'\t' '$3 == "TCVN3" { print $1 }' "$TRACUU_SOURCE/tests/cases/encodings.tsv" >old.txt
    echo 'Thông báo về việc học' >new.txt
    "$TRACUU" index . 2>/dev/null
    run --separate-stderr "$TRACUU" list encodings --format json
    [ "$status" -eq 0 ]
    [ "$(jq -c '[.value, .count, .share > 0.9]' <<<"$output")" = '["TCVN3",1,true]' ]
    run --separate-stderr "$TRACUU" list encodings
    [[ $output =~ ^\ +1\ \ TCVN3\ \ [01]\.[0-9][0-9]$ ]]
    run --separate-stderr "$TRACUU" show old.txt
    [[ $stderr == *"read as TCVN3 "* ]]
    [[ $("$TRACUU" show --format json old.txt | jq -r .source) == "TCVN3 "* ]]
    [ "$("$TRACUU" show --format json new.txt | jq -c 'has("source")')" = false ]
}

@test "list missing names cited documents that the archive lacks" {
    "$TRACUU" list missing --format json | jq -r .value | head -5 | while read -r key; do
        [ "$("$TRACUU" search --count "number:$key")" = 0 ]
        [ "$("$TRACUU" search --count "ref:$key")" -gt 0 ]
    done
}

@test "list missing says no day of a notice of which only the year is known" {
    mkdir "$BATS_TEST_TMPDIR/year"
    cd "$BATS_TEST_TMPDIR/year"
    printf 'UBND TỈNH HÒA PHÚ\nSố:     /TB-UBND\nHòa Phú, ngày     tháng     năm 2024\n\nTHÔNG BÁO\nKết luận\n\nCăn cứ Nghị định số 15/2020/NĐ-CP;\n' >a.txt
    "$TRACUU" index . 2>/dev/null
    run --separate-stderr "$TRACUU" list missing --index .tracuu
    [[ $output == *"năm 2024"*"15/2020/NĐ-CP"* ]]
    [ "$("$TRACUU" list missing --index .tracuu --format json | jq -r .last)" = 2024-12-31 ]
}

@test "a file of questions is answered question by question" {
    printf 'thien tai\n"kinh phí"\n' >"$BATS_TEST_TMPDIR/questions"
    run --separate-stderr "$TRACUU" search --batch "$BATS_TEST_TMPDIR/questions" --limit 2
    [ "$status" -eq 0 ]
    [ "$(jq -r .question <<<"$output" | paste -sd ' ')" = "1 1 2 2" ]
}

@test "a question of a file that makes no sense is told, the others are answered" {
    run --separate-stderr "$TRACUU" search --batch - --limit 2 <<<$'thien tai\n\n(\n"kinh phí"'
    [ "$status" -eq 2 ]
    [ "$(jq -r .question <<<"$output" | paste -sd ' ')" = "1 1 4 4" ]
    [[ $stderr == *"line 3: "* ]]
}

@test "a field without a value is shown how to be written" {
    run --separate-stderr "$TRACUU" search unit:
    [ "$status" -eq 2 ]
    [[ $stderr == *': unit:"Phòng Quản lý Khoa học"'* ]]
}

@test "a long list is whole in every format" {
    mkdir "$BATS_TEST_TMPDIR/many"
    cd "$BATS_TEST_TMPDIR/many" || exit 1
    for i in {1..230}; do
        echo "Nội dung chung và số $i" >"$i.txt"
    done
    "$TRACUU" index . 2>/dev/null
    [ "$("$TRACUU" search --limit 0 --format json chung | jq -r .id | sort -u | wc -l)" -eq 230 ]
    "$TRACUU" search --limit 0 --format csv chung >table.csv
    [ "$(wc -l <table.csv)" -eq 231 ]
    [ "$(grep -c $'\xef\xbb\xbf' table.csv)" -eq 1 ]
    [ "$("$TRACUU" search --limit 0 --format paths0 chung | tr '\0' '\n' | sort -u | wc -l)" -eq 230 ]
    [ "$("$TRACUU" search --limit 0 chung | grep -cE '^[0-9]+ +[^0-9]')" -ge 230 ]
    [ "$("$TRACUU" search --limit 0 chung | grep -c 'notices have the word ')" -eq 1 ]
}

@test "marks of Markdown are not shown to people" {
    mkdir "$BATS_TEST_TMPDIR/marked"
    cd "$BATS_TEST_TMPDIR/marked" || exit 1
    unset TRACUU_INDEX
    printf '## **THÔNG BÁO**\n\n### **Kết luận về *thủy lợi* nội đồng (*)** #3\n\n- Về **kênh mương**: ##\n' >a.md
    "$TRACUU" index . 2>/dev/null
    run "$TRACUU" search thủy lợi kênh mương
    [[ $output == *"Kết luận về thủy lợi nội đồng (*) #3"* ]]
    [[ $output == *"Về kênh mương:"* ]]
    [[ $output != *"**"* && $output != *"##"* ]]
    # A script gets what stands there.
    [[ $("$TRACUU" search thủy lợi --format json) == *"*thủy lợi*"* ]]
}

@test "questions of words or facts need no libxapian, and its absence is told where it is needed" {
    if ldd "$TRACUU" | grep -q libxapian; then
        skip "this program has it built in"
    fi
    mkdir "$BATS_TEST_TMPDIR/lone"
    cp "$TRACUU" "$BATS_TEST_TMPDIR/lone/tracuu"
    [ "$("$BATS_TEST_TMPDIR/lone/tracuu" search --format paths0 '"thiên tai"' | tr '\0' '\n')" = \
        "$("$TRACUU" search --format paths0 '"thiên tai"' | tr '\0' '\n')" ]
    [ "$("$BATS_TEST_TMPDIR/lone/tracuu" search --format paths0 --period 2022 | tr '\0' '\n')" = \
        "$("$TRACUU" search --format paths0 --period 2022 | tr '\0' '\n')" ]
    run --separate-stderr "$BATS_TEST_TMPDIR/lone/tracuu" search "thiên tai" --period 2022
    [ "$status" -eq 5 ]
    [[ $stderr == *": tracuu-xapian.so, which belongs to the program, is missing" ]]
    printf 'nothing' >"$BATS_TEST_TMPDIR/lone/tracuu-xapian.so"
    [ "$("$BATS_TEST_TMPDIR/lone/tracuu" search --format paths0 --period 2022 | tr '\0' '\n')" = \
        "$("$TRACUU" search --format paths0 --period 2022 | tr '\0' '\n')" ]
    run --separate-stderr "$BATS_TEST_TMPDIR/lone/tracuu" search "thiên tai" --period 2022
    [ "$status" -eq 5 ]
    [[ $stderr == *": cannot load "*"tracuu-xapian.so"* ]]
}

@test "a whole number asks for the document, not for its figures apart" {
    mkdir "$BATS_TEST_TMPDIR/figures"
    cd "$BATS_TEST_TMPDIR/figures"
    export TRACUU_INDEX=$BATS_TEST_TMPDIR/figures.index
    printf 'Số: 1/BC-STC\n\nBÁO CÁO\n\nThực hiện Nghị định số 30/2020/NĐ-CP.\n' >1.txt
    printf 'Số: 2/BC-STC\n\nBÁO CÁO\n\nNăm 2020 có 30 người; thực hiện Nghị định số 15/2017/NĐ-CP.\n' >2.txt
    "$TRACUU" index . 2>/dev/null
    [ "$("$TRACUU" search 30/2020/NĐ-CP --count)" = 1 ]
    [ "$("$TRACUU" search thực hiện nghị định 30/2020/NĐ-CP --count)" = 1 ]
    # A number that no notice has is only words.
    [ "$("$TRACUU" search 30/2017/NĐ-CP --count)" = 1 ]
}
