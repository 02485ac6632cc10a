// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_parts.h"

#include "analyzers/relation_words.h"

enum {
    FRONT_REACH = 1500
}; // letters from the start in which the type of the text stands

// "Luật A được sửa đổi bởi Luật B": B by its name.
static void read_law_passive(struct relation_finder *finder, size_t i,
                             const struct clause *clause, const struct cue *change)
{
    const struct references *out = finder->out;
    const struct reference *before =
        relation_last_within(out->laws, out->law_count, clause->from, change->from);
    const struct reference *item =
        relation_last_within(out->items, out->count, clause->from, change->from);
    if (item && (!before || before->to < item->to))
        before = item;
    const struct passive_words words = {finder->view, change, clause->from};
    struct passive *passive = &finder->passives[out->count + i];
    if (!cue_passive(change, &passive->relation))
        return;
    if (passive_of_this(&words))
        passive->subject = REFERENCE_THIS;
    else if (before)
        passive->subject = relation_name_of(before);
    passive->told = passive->subject.at || !passive_of_things(&words);
}

// "Luật sửa đổi, bổ sung một số điều của Luật A": the verb belongs to the name of an act
// that has neither number nor year, unless the name is the title of the text itself.
static bool verb_of_name(const struct relation_finder *finder, const struct cue *verb)
{
    const struct view *view = finder->view;
    if (verb->meaning != RELATION_AMENDS || verb->from < 6 ||
        view->plain[verb->from - 1] != ' ' ||
        !(relation_ends_with(view, verb->from - 1, STR("luat")) ||
          relation_ends_with(view, verb->from - 1, STR("phap lenh"))))
        return false;
    bool capitals = view->flags[verb->from - 2] & VIEW_UPPER;
    return !(capitals && finder->own.at && verb->from < FRONT_REACH);
}

// Laws are cited by name beside the citations by number, mostly in "Căn cứ Luật …;".
void relation_read_law(struct relation_finder *finder, size_t i)
{
    const struct view *view = finder->view;
    struct references *out = finder->out;
    struct reference *law = &out->laws[i];
    struct clause clause = clause_before(view, law->from, 0, CLAUSE_TO_SEMICOLON);
    struct relation_words words = relation_words_read(view, clause.from, law->from);
    struct relation_state state = {.clause = clause,
                                   .planned = words.planned,
                                   .draft = words.draft,
                                   .pending = words.pending};
    if (words.relation.to && verb_of_name(finder, &words.relation)) {
        law->relation = RELATION_CITES;
    } else if (words.relation.to) {
        law->relation = (enum relation)words.relation.meaning;
        struct relation_part part =
            relation_part_read(view, words.relation.to, law->from);
        if (part.to && !law->pinpoint.len &&
            (law->relation == RELATION_REPEALS || law->relation == RELATION_REPLACES))
            law->pinpoint = view_clean(view, part.from, part.to, finder->arena);
        law->status = relation_status_of(finder, &state, law);
        // "Nghị định số … quy định chi tiết Luật …": what the other document does.
        for (size_t k = out->count; k-- > 0 && relation_acts(law->relation);) {
            const struct reference *other = &out->items[k];
            if (other->to > words.relation.from || other->from < clause.from)
                continue;
            law->subject = other->key;
            law->status = STATUS_DONE;
            break;
        }
    } else if (words.empty && i && clause.edge == EDGE_SEMICOLON &&
               out->laws[i - 1].to + 2 >= clause.from) {
        relation_take(law, &out->laws[i - 1]);
    }
    if (!words.relation.to && words.passive)
        read_law_passive(finder, i, &clause, &words.change);
}
