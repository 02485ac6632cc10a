// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/named_notice.h"

#include "base/screen.h"
#include "base/translate.h"

static bool is_id(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!((text.at[i] >= '0' && text.at[i] <= '9') ||
              (text.at[i] >= 'a' && text.at[i] <= 'f')))
            return false;
    }
    return text.len == ID_SIZE;
}

// Answers write "…/thong-bao.txt" where they have no room for the folder.
static struct str without_ellipsis(struct str name)
{
    struct str ellipsis = STR("…/");
    return str_starts(name, ellipsis) ? str_slice(name, ellipsis.len, name.len) : name;
}

bool notice_named(struct document *out, const struct index *index, struct str name,
                  bool with_text, struct arena *arena, struct error *err)
{
    struct str id = is_id(name) ? name : (struct str){0};
    if (!id.len || !index_frequency(index, field_term(FIELD_ID, id, arena))) {
        struct str of_file = index_id_at(index, name);
        if (!of_file.len)
            of_file = index_id_named(index, without_ellipsis(name));
        if (of_file.len)
            id = of_file;
    }
    struct matches matches = {0};
    struct match_options options = {.limit = 1, .order = ORDER_RELEVANCE};
    if (id.len &&
        !index_match(index, COLLECTION_NOTICES, clause_term(FIELD_ID, id, arena),
                     &options, &matches, arena, err))
        return false;
    *out = (struct document){0};
    if (!matches.count)
        return true;
    return index_notice(index, &matches.hits[0], with_text, out, arena, err);
}

void notice_say_unknown(const char *command, struct str name)
{
    say(_("tracuu: %s: there is no notice “%.*s” in the index\n"), command,
        STR_ARG(name));
    say(_("hint: name it by its id (12 hex digits, as search --format json prints it) or "
          "by the path or the name of its file\n"));
}
