#!/bin/bash
# Words that do not belong in the project: unfinished places, and paths of somebody's machine.
set -u
cd "$(dirname "$0")/../.." || exit 1
broken=0
unfinished='\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b|not[ ]implemented'
if git grep -nIE "$unfinished" -- '*.c' '*.h' '*.cc' '*.hh' '*.sh' '*.bats' ':!tests/lint/words.sh'; then
    echo "unfinished places are finished before they are committed" >&2
    broken=1
fi
if git grep -nIE '/(home|work|root)/[a-z]' -- ':!COPYING' ':!tests/lint/words.sh'; then
    echo "paths of one machine do not belong in the project" >&2
    broken=1
fi
exit $broken
