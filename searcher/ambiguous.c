// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ambiguous.h"

#include "base/translate.h"
#include "searcher/terminal.h"

// How well the place of a document is what an issuer of the index is asked for by:
// "ha-giang" for "ha-giang/hdnd" and the other way round, the longer the better; 0: not at
// all.
static size_t place_fits(struct str scope, struct str issuer)
{
    struct str shorter = scope.len < issuer.len ? scope : issuer,
               longer = scope.len < issuer.len ? issuer : scope;
    if (!shorter.len || !str_starts(longer, shorter) ||
        (longer.len > shorter.len && longer.at[shorter.len] != '/'))
        return 0;
    // A document of a district is of its province too, but one of the province itself
    // comes first.
    return scope.len <= issuer.len ? scope.len + 1 : 1;
}

bool decrees_of_issuers(struct decrees *decrees, const struct str *issuers, size_t count,
                        struct arena *arena)
{
    size_t *fits = ARENA_ARRAY(arena, size_t, decrees->count + 1), best = 0;
    for (size_t i = 0; i < decrees->count; i++) {
        for (size_t k = 0; k < count; k++) {
            size_t fit = place_fits(decrees->items[i].parts.scope, issuers[k]);
            fits[i] = fit > fits[i] ? fit : fits[i];
        }
        best = fits[i] > best ? fits[i] : best;
    }
    if (!best)
        return false;
    struct decree *kept = ARENA_ARRAY(arena, struct decree, decrees->count);
    size_t kept_count = 0;
    for (size_t i = 0; i < decrees->count; i++)
        if (fits[i] == best)
            kept[kept_count++] = decrees->items[i];
    *decrees = (struct decrees){kept, kept_count};
    return true;
}

enum { NAME_WIDTH = 18, ISSUER_WIDTH = 32, LINES_BYTES = ERROR_MESSAGE_SIZE - 160 };

static int left_of(size_t column, struct str text)
{
    size_t width = text_width(text);
    return width < column ? (int)(column - width) : 0;
}

bool decrees_refuse(const struct decrees *decrees, struct str typed, struct str command,
                    const struct index *index, struct arena *arena, struct error *err)
{
    struct buf lines = {0};
    size_t shown = 0;
    for (; shown < decrees->count; shown++) {
        struct decree *decree = &decrees->items[shown];
        if (!decree->name.len && !decree_describe(decree, index, arena, err)) {
            buf_free(&lines);
            return false;
        }
        size_t notices = decree->notices;
        int written = key_year(decree->key);
        struct str year = written ? arena_printf(arena, "%d", written) : STR("?");
        struct str issuer = arena_printf(
            arena, "%.*s, %.*s", STR_ARG(decree->issuer.len ? decree->issuer : STR("?")),
            STR_ARG(year));
        struct str line =
            arena_printf(arena,
                         _n("\n  %.*s%*s  %.*s%*s  %2zu notice   %.*s %.*s",
                            "\n  %.*s%*s  %.*s%*s  %2zu notices  %.*s %.*s", notices),
                         STR_ARG(decree->name), left_of(NAME_WIDTH, decree->name), "",
                         STR_ARG(issuer), left_of(ISSUER_WIDTH, issuer), "", notices,
                         STR_ARG(command), STR_ARG(decree->key));
        if (lines.len + line.len > LINES_BYTES)
            break;
        buf_add_str(&lines, line);
    }
    if (shown < decrees->count)
        buf_printf(&lines, _("\n  … and %zu others"), decrees->count - shown);
    error_set(err, ERROR_USAGE, _("“%.*s” is ambiguous, %zu documents match:%.*s"),
              STR_ARG(text_cut(typed, 60)), decrees->count, STR_ARG(buf_str(&lines)));
    buf_free(&lines);
    return error_hint(err, _("name one as above, say whose with --issuer, or --all"));
}
