#!/bin/bash
# Every source file looks as .clang-format says.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! git ls-files '*.c' '*.h' '*.cc' '*.hh' | xargs clang-format-14 --dry-run --Werror; then
    echo "hint: make format" >&2
    exit 1
fi
