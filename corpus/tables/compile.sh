#!/bin/bash
# Makes C of the byte tables of the old encodings beside this script and of the rhymes (both kinds),
# and of the surnames that one of a thousand people or more have: compile.sh TABLES RHYMES QU_RHYMES SURNAMES > tables.c
set -eu
export LC_ALL=C.UTF-8
tables=$1

echo '#include "corpus/tables.h"'

for name in tcvn3 tcvn5712-1 viscii vps; do
    echo "const char16_t tables_${name%%-*}[256] = {"
    gawk -F '\t' 'NR > 1 { printf "    [0x%s] = u'\''%s'\'',\n", $1, $2 }' "$tables/$name.tsv"
    echo '};'
done

# One letter or two stand for one; sorted by their code points, so that they can be searched.
echo 'const char16_t tables_vni[][3] = {'
gawk -F '\t' 'NR > 1 {
    second = length($1) > 1 ? "u'\''" substr($1, 2, 1) "'\''" : "0"
    printf "    {u'\''%s'\'', %s, u'\''%s'\''},\n", substr($1, 1, 1), second, $2
}' "$tables/vni.tsv" | sort
echo '};'
echo 'const size_t tables_vni_count = sizeof tables_vni / sizeof *tables_vni;'

gawk -F '\t' 'FNR == 1 {
    if (NR > 1) print "};"
    print NR == 1 ? "const struct tables_rhyme tables_rhymes[] = {" : "const struct tables_rhyme tables_qu_rhymes[] = {"
    next
}
{ printf "    {u\"%s\", %s},\n", $1, $1 ~ /(c|ch|p|t)$/ ? "true" : "false" }
END { print "};" }' "$2" "$3"
echo 'const size_t tables_rhymes_count = sizeof tables_rhymes / sizeof *tables_rhymes;'
echo 'const size_t tables_qu_rhymes_count = sizeof tables_qu_rhymes / sizeof *tables_qu_rhymes;'

# Sorted by what they are without marks, so that they can be searched.
echo 'const struct tables_phrase tables_phrases[] = {'
tail -n +2 "$tables/phrases.tsv" | LC_ALL=C sort -t $'\t' -k 1,1 | gawk -F '\t' '{ printf "    {\"%s\", \"%s\"},\n", $1, $2 }'
echo '};'
echo 'const size_t tables_phrases_count = sizeof tables_phrases / sizeof *tables_phrases;'

echo 'const char *const tables_surnames[] = {'
tail -n +2 "$4" | gawk -F '\t' '$3 >= 0.001 { printf "    \"%s\",\n", $1 }'
echo '};'
echo 'const size_t tables_surnames_count = sizeof tables_surnames / sizeof *tables_surnames;'
