// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/clause.h"

#include <string.h>

const struct clause *clause_new(enum clause_kind kind, const struct clause **children,
                                size_t count, struct arena *arena)
{
    struct clause *clause = arena_alloc(arena, sizeof *clause);
    clause->kind = kind;
    clause->children = children;
    clause->count = count;
    return clause;
}

const struct clause *clause_two(enum clause_kind kind, const struct clause *a,
                                const struct clause *b, struct arena *arena)
{
    if (!a || !b)
        return a ? a : b;
    const struct clause **children = ARENA_ARRAY(arena, const struct clause *, 2);
    children[0] = a;
    children[1] = b;
    return clause_new(kind, children, 2, arena);
}

static const struct clause *term_clause(struct str term, struct arena *arena)
{
    struct clause *clause = arena_alloc(arena, sizeof *clause);
    clause->kind = CLAUSE_TERM;
    clause->term = term;
    return clause;
}

const struct clause *clause_term(enum field_id field, struct str value,
                                 struct arena *arena)
{
    return term_clause(field_term(field, value, arena), arena);
}

static const struct clause *slot_clause(enum clause_kind kind, int slot, int32_t day,
                                        struct arena *arena)
{
    struct clause *clause = arena_alloc(arena, sizeof *clause);
    char *value = arena_alloc(arena, DAY_VALUE_SIZE + 1);
    field_day_value(day, kind == CLAUSE_SLOT_LE, value);
    clause->kind = kind;
    clause->slot = slot;
    clause->term = (struct str){value, DAY_VALUE_SIZE};
    return clause;
}

// Two intervals overlap when neither ends before the other starts.
static const struct clause *overlap(int slot, struct days asked, struct arena *arena)
{
    const struct clause *starts = slot_clause(CLAUSE_SLOT_LE, slot, asked.to, arena);
    const struct clause *ends = slot_clause(CLAUSE_SLOT_GE, slot + 1, asked.from, arena);
    if (asked.from == 0)
        return starts;
    if (asked.to == 0)
        return ends;
    return clause_two(CLAUSE_AND, starts, ends, arena);
}

static int last_day_of(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month % 12] + (month == 1 && leap);
}

// More months and years than this are asked through the slots alone.
enum { PARTS_MAX = 60 };

const struct clause *clause_change(enum relation relation, struct str key,
                                   struct arena *arena)
{
    return clause_term(FIELD_CHANGE, field_change(relation, key, arena), arena);
}

const struct clause *clause_days(enum field_id field, struct days asked,
                                 struct arena *arena)
{
    const int slot = fields[field].slot;
    const int first = asked.from / 10000 * 12 + asked.from / 100 % 100 - 1;
    const int last = asked.to / 10000 * 12 + asked.to / 100 % 100 - 1;
    const struct clause *exact = overlap(slot, asked, arena);
    if (asked.from <= 0 || asked.to <= 0 || last < first)
        return exact;
    const struct clause **parts = ARENA_ARRAY(arena, const struct clause *, PARTS_MAX);
    size_t count = 0;
    for (int month = first; month <= last;) {
        if (count == PARTS_MAX)
            return exact;
        const bool year = month % 12 == 0 && month + 11 <= last;
        struct str value =
            year ? arena_printf(arena, "%04d", month / 12)
                 : arena_printf(arena, "%04d%02d", month / 12, month % 12 + 1);
        parts[count++] = clause_term(field, value, arena);
        month += year ? 12 : 1;
    }
    const struct clause *months = clause_new(CLAUSE_OR, parts, count, arena);
    const struct clause *vague = clause_term(field, STR("*"), arena);
    if (asked.from % 100 == 1 && asked.to % 100 == last_day_of(last / 12, last % 12))
        return clause_two(CLAUSE_OR, months, clause_two(CLAUSE_AND, vague, exact, arena),
                          arena);
    return clause_two(CLAUSE_AND, clause_two(CLAUSE_OR, months, vague, arena), exact,
                      arena);
}

const struct clause *clause_no_days(enum field_id field, struct arena *arena)
{
    struct clause *any = arena_alloc(arena, sizeof *any);
    any->kind = CLAUSE_SLOT_GE;
    any->slot = fields[field].slot;
    any->term = STR("0");
    return clause_two(CLAUSE_NOT, clause_new(CLAUSE_ALL, NULL, 0, arena), any, arena);
}
