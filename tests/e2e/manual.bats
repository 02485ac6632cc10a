#!/usr/bin/env bats
# The manual and --help know every option of every command.

bats_require_minimum_version 1.5.0

commands='index search directives trace related graph show analyze list shards check'

@test "every command answers --help with its options, each explained" {
    for command in $commands; do
        run --separate-stderr "$TRACUU" "$command" --help
        [ "$status" -eq 0 ] || { echo "$command"; return 1; }
        [ -z "$stderr" ]
        [[ ${lines[0]} == "tracuu $command"* ]]
        # An option alone on its line has its sentence on the next.
        undescribed=$(printf '%s\n' "$output" | awk '/^    --/ { open = NF < 4; next } /^   / { open = 0 } open { print; open = 0 }')
        [ -z "$undescribed" ] || { echo "$command: $undescribed"; return 1; }
    done
}

@test "every option of --help stands in the manual" {
    for command in $commands; do
        for option in $("$TRACUU" "$command" --help | sed -n 's/^    --\([a-z0-9-]*\).*/\1/p'); do
            grep -q -- "Fl -$option\b" "$TRACUU_SOURCE/docs/tracuu.1" || { echo "$command --$option"; return 1; }
        done
        grep -qx "\.Ss $command" "$TRACUU_SOURCE/docs/tracuu.1" || { echo "$command"; return 1; }
    done
}

@test "every option of the manual is one of the program" {
    all=$(for command in $commands; do "$TRACUU" "$command" --help; done)
    for option in $(grep -o 'Fl -[a-z0-9][a-z0-9-]*' "$TRACUU_SOURCE/docs/tracuu.1" | sed 's/Fl -//' | sort -u); do
        case $option in help | name) continue ;; esac
        grep -q -- "--$option\b" <<<"$all" || { echo "$option"; return 1; }
    done
}
