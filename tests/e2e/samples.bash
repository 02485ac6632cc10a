# Shared by the tests that ask the sample archive: one index for a file of tests.

samples_setup_file() {
    unset TRACUU_INDEX NO_COLOR
    export LC_ALL=C.UTF-8 COLUMNS=100
    cp -r "$TRACUU_SOURCE/corpus/samples" "$BATS_FILE_TMPDIR/samples"
    "$TRACUU" index --index "$BATS_FILE_TMPDIR/index" "$BATS_FILE_TMPDIR/samples" 2>/dev/null
}

samples_setup() {
    cd "$BATS_FILE_TMPDIR/samples" || return 1
    export TRACUU_INDEX=$BATS_FILE_TMPDIR/index
    export LC_ALL=C.UTF-8 COLUMNS=100
    unset NO_COLOR
}

# same EXPECTED: compares standard input with it and shows the difference.
same() {
    diff <(printf '%s\n' "$1" | sed '/^$/d') <(sed '/^$/d')
}

# Directives as "file:line, units by role, deadline, documents", one a line: l leads, c helps, a is told; a deadline in
# brackets is that of the section.
directives() {
    "$TRACUU" directives "$@" --limit 0 --format json 2>/dev/null | jq -r '
        (.path | split("/") | last | split(".") | first) + ":" + (.line | tostring)
        + " " + ([.units[] | .role[0:1] + ":" + .name] | join(" + "))
        + (if .deadline == null then "" else ", " + (if .deadline.inherited then "(" else "" end)
           + .deadline.kind + (if .deadline.to then " " + .deadline.to else "" end)
           + (if .deadline.inherited then ")" else "" end) end)
        + (if (.refs | length) > 0 then ", " + (.refs | join(" ")) else "" end)'
}

# Traces as "day relation status file:line", with what does it (<) or what it is done to (>) behind, when that is another document, and why one without its
# number is told (=) or only offered (?).
trace() {
    "$TRACUU" trace "$@" --limit 0 --format json 2>/dev/null | jq -r '
        (.date.from // "-") + " " + .relation + " " + .status + " "
        + (.path | split("/") | last | split(".") | first) + ":" + (.line | tostring)
        + (if .subject then (if .direction == "by" then " > " else " < " end) + .subject else "" end)
        + (if .perhaps then " ? " + .reason elif .reason == "title" or .reason == "short_name" then " = " + .reason else "" end)'
}
