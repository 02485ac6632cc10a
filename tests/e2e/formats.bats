#!/usr/bin/env bats
# Files of every format: what is found in them, what is said of those that cannot be read, and what bombs and thieves get.

setup_file() {
    export made=$BATS_FILE_TMPDIR/made
    python3 "$TRACUU_SOURCE/tests/files/make_files.py" "$made"
    export archive=$BATS_FILE_TMPDIR/archive
    mkdir "$archive"
    cp "$made"/* "$archive"
    "$TRACUU" index "$archive" 2>"$BATS_FILE_TMPDIR/said" || [ $? -eq 4 ]
}

setup() {
    unset TRACUU_INDEX
    cd "$archive" || exit 1
}

tracuu() {
    "$TRACUU" "$@"
}

# says FILE: the text of a file of the archive, as one line.
says() {
    tracuu show "$1" 2>/dev/null | tr '\n\t' '| '
}

@test "the same notice is found in every format" {
    tracuu search "kế hoạch trồng rừng" --limit 0 --format paths0 | tr '\0' '\n' | sort >"$BATS_TEST_TMPDIR/found"
    for name in notice.txt notice.md notice.txt.gz tcvn3.txt utf16.txt notice.pdf notice.docx tcvn3.docx notice.odt \
        notice.html notice.xml notice.rtf tcvn3.rtf notice.doc slides.pptx slides.ppt mail.eml box.mbox; do
        grep -qx "$name" "$BATS_TEST_TMPDIR/found" || { echo "missing: $name"; return 1; }
    done
}

@test "a member of an archive has a path of its own" {
    tracuu search "kế hoạch trồng rừng" --limit 0 --format paths0 | tr '\0' '\n' >"$BATS_TEST_TMPDIR/found"
    grep -qx "all.zip!thư mục/thông báo.docx" "$BATS_TEST_TMPDIR/found"
    grep -qx "all.tar!ghi chú.txt" "$BATS_TEST_TMPDIR/found"
    grep -qx "all.tar.gz!ghi chú.txt" "$BATS_TEST_TMPDIR/found"
    grep -qx "all.rar!thư mục/thông báo.docx" "$BATS_TEST_TMPDIR/found"
    grep -qx "all.rar!ghi chú.txt" "$BATS_TEST_TMPDIR/found"
    grep -qx "mail.eml!phu luc.docx" "$BATS_TEST_TMPDIR/found"
}

@test "whatever an archive was packed with, its members are read" {
    mkdir -p "$BATS_TEST_TMPDIR/packed" "$BATS_TEST_TMPDIR/in/thư mục"
    cp notice.docx "$BATS_TEST_TMPDIR/in/thư mục/thông báo.docx"
    cp notice.txt "$BATS_TEST_TMPDIR/in/ghi.txt"
    cd "$BATS_TEST_TMPDIR/in"
    export LC_ALL=C.UTF-8
    for format in 7zip zip ustar pax gnutar newc xar; do
        bsdtar -c --format=$format -f "../packed/as.$format" "thư mục" ghi.txt
    done
    for filter in gzip bzip2 xz lzma zstd lz4 lzip compress; do
        bsdtar -c --$filter -f "../packed/tar.$filter" "thư mục" ghi.txt
        bsdtar -c --$filter --format=raw -f "../packed/ghi.txt.$filter" ghi.txt
    done
    for method in store deflate bzip2 lzma1 lzma2 ppmd; do
        bsdtar -c --format=7zip --options=compression=$method -f "../packed/$method.7z" ghi.txt
    done
    # Names are read right where the machine speaks no language, too.
    export LC_ALL=C
    cd ../packed
    run tracuu index .
    [ "$status" -eq 0 ]
    tracuu search "kế hoạch trồng rừng" --limit 0 --format json |
        jq -r '.path, .paths[]?' | sort -u >"$BATS_TEST_TMPDIR/found"
    for name in as.{7zip,zip,ustar,pax,gnutar,newc,xar} tar.{gzip,bzip2,xz,lzma,zstd,lz4,lzip,compress}; do
        grep -qx "$name!thư mục/thông báo.docx" "$BATS_TEST_TMPDIR/found" || { echo "missing: $name"; return 1; }
        grep -qx "$name!ghi.txt" "$BATS_TEST_TMPDIR/found" || { echo "missing: $name"; return 1; }
    done
    for name in ghi.txt.{gzip,bzip2,xz,lzma,zstd,lz4,lzip,compress} {store,deflate,bzip2,lzma1,lzma2,ppmd}.7z!ghi.txt; do
        grep -qx "$name" "$BATS_TEST_TMPDIR/found" || { echo "missing: $name"; return 1; }
    done
}

@test "the text of a Word file has its tables row by row and its numbers, and nothing that was deleted" {
    run says notice.docx
    [[ $output == *"TT  Nội dung  Đơn vị|1  Rà soát quy hoạch  Sở Xây dựng|1. Việc thứ nhất|2. Việc thứ hai"* ]]
    [[ $output != *"đã bỏ"* ]]
}

@test "spreadsheets are read row by row, with days as days" {
    run says plan.xlsx
    [[ $output == *"1 Rà soát quy hoạch Sở Xây dựng 15/03/2025 1.5"* ]]
    run says plan.xls
    [[ $output == *"1 Rà soát quy hoạch Sở Xây dựng 15/03/2025 1.5"* ]]
    run says plan.ods
    [[ $output == *"1  Rà soát quy hoạch  Sở Xây dựng"* ]]
}

@test "a Word file is read by its own tables, not by those of a document in it" {
    mkdir "$BATS_TEST_TMPDIR/inner"
    cd "$BATS_TEST_TMPDIR/inner"
    python3 - "$TRACUU_SOURCE" <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/files")
import make_files
inner = [("1Table", b"of another document"), ("WordDocument", b"another document")]
open("outer.doc", "wb").write(make_files.doc(make_files.TEXT, inner))
PYTHON
    tracuu index .
    run says outer.doc
    [[ $output == *"Kết luận cuộc họp về kế hoạch trồng rừng"* ]]
}

@test "an old encoding is mended, and show says which it was" {
    run tracuu show tcvn3.rtf
    [ "$status" -eq 0 ]
    [[ $output == *"Giao Sở Tài chính chủ trì"* ]]
    [[ $output == *"TCVN3 1.00"* ]]
    run tracuu show --format json tcvn3.txt
    [[ $output == *'"source":"TCVN3 1.00"'* ]]
}

@test "scripts and styles of a web page are not its text" {
    run says notice.html
    [[ $output == *"Kết luận cuộc họp về kế hoạch trồng rừng"* ]]
    [[ $output != *alert* ]]
}

@test "a mail shows who wrote to whom about what" {
    run says mail.eml
    [[ $output == "Subject: Thông báo số 45|From: van.thu@example.vn|"* ]]
}

@test "what gives no text is listed with the reason" {
    run tracuu list failed
    [[ $output == *"all.zip!trống.txt: the file is empty"* ]]
    [[ $output == *"blank.png: only pictures of pages"* ]]
}

@test "a damaged or locked file costs only itself" {
    mkdir "$BATS_TEST_TMPDIR/damaged"
    cd "$BATS_TEST_TMPDIR/damaged"
    head -c 900 "$made/notice.pdf" >cut.pdf
    head -c 700 "$made/notice.docx" >cut.docx
    head -c 3000 "$made/notice.doc" >cut.doc
    cp "$made/notice.txt" good.txt
    run tracuu index .
    [ "$status" -eq 4 ]
    run tracuu search "trồng rừng" --format paths0
    [[ $output == *good.txt* ]]
    run tracuu list failed
    [[ $output == *cut.doc* ]]
}

@test "without its reader texts are indexed and other files are listed" {
    mkdir "$BATS_TEST_TMPDIR/lone"
    cd "$BATS_TEST_TMPDIR/lone"
    cp "$made/notice.txt" "$made/notice.rtf" .
    TRACUU_READER=/nowhere run tracuu index .
    [ "$status" -eq 4 ]
    [[ $output == *"notice.rtf: the program tracuu-reader, which reads such files, is missing"* ]]
    run tracuu search "trồng rừng" --count
    [[ $output == *1* ]]
}

# fake_reader LINES: a program in the place of tracuu-reader that says hello and then does this, in Python.
fake_reader() {
    {
        printf '#!/usr/bin/env python3\nimport os, socket, struct, time\n'
        printf 'parent = socket.socket(fileno=3)\n'
        printf 'def say(kind, content):\n    parent.sendall(struct.pack("<IIQ", kind, 0, len(content)) + content)\n'
        printf 'say(0, b"")\nparent.recv(65536)\n'
        printf '%s\n' "$1"
    } >"$BATS_TEST_TMPDIR/reader"
    chmod +x "$BATS_TEST_TMPDIR/reader"
    mkdir -p "$BATS_TEST_TMPDIR/fake"
    cd "$BATS_TEST_TMPDIR/fake"
    cp "$made/notice.txt" "$made/notice.rtf" .
    TRACUU_READER=$BATS_TEST_TMPDIR/reader run timeout 60 "$TRACUU" index .
    [ "$status" -eq 4 ]
    [ "$(tracuu search "trồng rừng" --count)" = 1 ]
}

@test "a reader that crashes costs one file" {
    fake_reader 'os.kill(os.getpid(), 11)'
    [[ $output == *"notice.rtf: it crashes the reader (Segmentation fault)"* ]]
}

@test "a reader that tries what is forbidden costs one file" {
    fake_reader 'os.kill(os.getpid(), 31)'
    [[ $output == *"notice.rtf: it made the reader try something forbidden"* ]]
}

@test "a reader that lies costs one file" {
    fake_reader 'say(5, b"nonsense")'
    [[ $output == *"notice.rtf: it made the reader say what makes no sense"* ]]
    fake_reader 'say(5, bytes([64]) + b"a" * 64 + bytes([0, 3]) + b"rtf" + bytes([0, 0, 0, 2, 255, 254])); time.sleep(60)'
    [[ $output == *"no sense"* ]]
    fake_reader 'say(99, b""); time.sleep(60)'
    [[ $output == *"notice.rtf: "* ]]
}

@test "a reader that leaves costs one file" {
    fake_reader 'raise SystemExit(1)'
    [[ $output == *"notice.rtf: it needs too much memory to read"* ]]
}

@test "a program that is no reader is said to be missing" {
    mkdir "$BATS_TEST_TMPDIR/none"
    cd "$BATS_TEST_TMPDIR/none"
    cp "$made/notice.txt" "$made/notice.rtf" .
    TRACUU_READER=/bin/true run tracuu index .
    [ "$status" -eq 4 ]
    [[ $output == *"notice.rtf: the program tracuu-reader, which reads such files, does not start"* ]]
}

@test "the sandbox can be required" {
    mkdir "$BATS_TEST_TMPDIR/closed"
    cd "$BATS_TEST_TMPDIR/closed"
    cp "$made/notice.rtf" .
    run tracuu index --require-sandbox .
    [ "$status" -eq 0 ] || [[ $output == *"readers cannot be closed in"* ]]
}

@test "where the sandbox lacks something it is said once, or refused" {
    mkdir "$BATS_TEST_TMPDIR/open"
    cd "$BATS_TEST_TMPDIR/open"
    cp "$made/notice.rtf" "$made/notice.docx" .
    printf '#!/usr/bin/env python3\nimport socket, struct\nparent = socket.socket(fileno=3)\n' >"$BATS_TEST_TMPDIR/reader"
    printf 'text = b"no Landlock here"\nparent.sendall(struct.pack("<IIQ", 0, 0, len(text)) + text)\n' >>"$BATS_TEST_TMPDIR/reader"
    printf 'while parent.recv(65536):\n    parent.sendall(struct.pack("<IIQ", 8, 0, 1) + b"\\1")\n' >>"$BATS_TEST_TMPDIR/reader"
    chmod +x "$BATS_TEST_TMPDIR/reader"
    TRACUU_READER=$BATS_TEST_TMPDIR/reader run tracuu index --jobs 1 .
    [ "$(grep -c "no Landlock here" <<<"$output")" -eq 1 ]
    rm -rf .tracuu
    TRACUU_READER=$BATS_TEST_TMPDIR/reader run tracuu index --require-sandbox .
    [ "$status" -ne 0 ]
    [[ $output == *"readers cannot be closed in: no Landlock here"* ]]
}

@test "a document that asks for a file of the machine does not get it" {
    mkdir "$BATS_TEST_TMPDIR/thief"
    cd "$BATS_TEST_TMPDIR/thief"
    python3 - "$TRACUU_SOURCE" <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/files")
import make_bombs
open("outside.docx", "wb").write(make_bombs.outside())
PYTHON
    run tracuu index .
    [ "$status" -eq 4 ]
    [[ $output == *"outside.docx: there is no text in it"* ]]
}

@test "bombs are stopped and listed, and the notice beside them is found" {
    mkdir "$BATS_TEST_TMPDIR/bombs"
    cd "$BATS_TEST_TMPDIR/bombs"
    python3 "$TRACUU_SOURCE/tests/files/make_bombs.py" .
    # This one only ends with the clock of a minute.
    rm stream.pdf
    cp "$made/notice.txt" zzz.txt
    run timeout 300 "$TRACUU" index .
    [ "$status" -eq 4 ]
    run tracuu search "kế hoạch trồng rừng" --format paths0
    [[ $output == *zzz.txt* ]]
    run tracuu list failed
    for name in letter.gz letters.gz letter.zip letter.xz letter.bz2 huge.tar laughs.xml laughs.docx itself.zip \
        nested-60.zip nested-bomb.zip itself.pdf; do
        [[ $output == *"$name"* ]] || { echo "not listed: $name"; return 1; }
    done
}

@test "thousands of damaged files kill nobody, and the good ones between them are read" {
    torture=${TRACUU%/*}/tests/torture
    [ -f "$torture" ] || torture=$TRACUU_SOURCE/build/tests/torture
    TRACUU_READER=${TRACUU%/*}/tracuu-reader run "$torture" "$made" 150
    [ "$status" -eq 0 ]
    [[ ${lines[-1]} == *"0 good files read wrong" ]]
}

@test "a file that could not be read is read again when --retry-failed asks for it" {
    mkdir "$BATS_TEST_TMPDIR/again"
    cd "$BATS_TEST_TMPDIR/again"
    printf '{\\rtf1\\ansi THONG BAO ve do luong\\par}' >a.rtf
    sleep 2.1 # what is younger than two seconds is read again anyway
    TRACUU_READER=/bin/false run "$TRACUU" index .
    [ "$status" -eq 4 ]
    run "$TRACUU" index
    [ "$status" -eq 4 ]
    run "$TRACUU" index --retry-failed
    [ "$status" -eq 0 ]
    [ "$("$TRACUU" search --count luong)" -eq 1 ]
    run "$TRACUU" list failed
    [ "$status" -eq 1 ]
}
