// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation.h"

#include "analyzers/clause.h"
#include "analyzers/phrases.h"
#include "analyzers/relation_after.h"
#include "analyzers/relation_lead.h"
#include "analyzers/relation_list.h"
#include "analyzers/relation_passive.h"
#include "analyzers/relation_words.h"

#include <string.h>

enum {
    ITEM_REACH = 1200,   // letters between the starts of two items of one list
    TITLE_REACH = 240,   // letters of the title of a draft
    PASSIVE_REACH = 400, // letters between a document and what is told to be done to it
    FRONT_REACH = 1500,  // letters from the start in which the type of the text stands
};

// What is known of the mention before while relations are read in order.
struct state {
    struct clause clause;
    size_t head; // the last mention of this clause that is not nested in another, + 1
    bool planned, draft, pending;
    // The last mention that begins an item and took the relation of the head of its list;
    // 0: none.
    uint32_t item;
    enum relation lead; // … this one
    enum relation_status lead_status;
};

struct finder {
    const struct view *view;
    const struct mentions *mentions;
    struct references *out;
    struct arena *arena;
    bool report;                       // a report: what it tells is done, up to its plan
    uint32_t plan_from;                // first letter of the plan in a report
    struct str own;                    // key of the text itself, or missing
    const struct doctype *own_type;    // … its type, or NULL
    const struct mention *own_mention; // … where it says its number, or NULL
    size_t law; // the first law that may stand before the current mention
    // of each mention: what is said that it does to another; put down at the end, so that
    // what stands behind reads the relation of the sentence itself
    struct passive *passives;
};

static bool acts(enum relation relation)
{
    return relation_changes(relation) || relation == RELATION_DETAILS ||
           relation == RELATION_GUIDES || relation == RELATION_IMPLEMENTS;
}

static enum relation_status status_of(const struct finder *finder,
                                      const struct state *state,
                                      const struct reference *reference)
{
    if (state->pending && reference->relation != RELATION_BASIS)
        return STATUS_PENDING;
    if (finder->report && reference->from < finder->plan_from)
        return state->draft ? STATUS_DRAFT : STATUS_DONE;
    if (reference->relation == RELATION_BASIS ||
        reference->relation == RELATION_ISSUED_WITH ||
        reference->relation == RELATION_APPROVES || reference->relation == RELATION_CITES)
        return STATUS_DONE;
    if (state->planned)
        return STATUS_PLANNED;
    if (state->draft)
        return STATUS_DRAFT;
    if (reference->relation == RELATION_IMPLEMENTS && state->clause.edge == EDGE_ITEM)
        return STATUS_PLANNED;
    return STATUS_DONE;
}

// The key of a law that ends right before `at`, or missing.
static struct str law_before(struct finder *finder, uint32_t from, uint32_t at)
{
    while (finder->law < finder->out->law_count &&
           finder->out->laws[finder->law].to + 2 < from)
        finder->law++;
    for (size_t i = finder->law;
         i < finder->out->law_count && finder->out->laws[i].to <= at; i++) {
        const struct reference *law = &finder->out->laws[i];
        if (law->from >= from && at - law->to <= 2)
            return law->key;
    }
    return (struct str){NULL, 0};
}

// A word that names a document which may be issued. In small letters only those that are
// hardly ever verbs.
static bool title_word(const struct view *view, uint32_t at, uint32_t *end)
{
    static const char *const nouns[] = {"nq", "qd",  "nd", "tt", "kh",
                                        "da", "ctr", "ct", "qc", "ttr"};
    if (at > 0 && plain_inside(view->plain[at - 1]))
        return false;
    // "Phòng Kế hoạch - Tài chính" is no plan.
    static const char *const heads[] = {"phong ", "so ", "bo ", "ban "};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        uint32_t len = (uint32_t)strlen(heads[i]);
        if (at >= len && memcmp(view->plain + at - len, heads[i], len) == 0 &&
            (at == len || !plain_inside(view->plain[at - len - 1])) &&
            view->flags[at - len] & VIEW_UPPER)
            return false;
    }
    if (view_word(view, at, STR("chinh sach")) || view_word(view, at, STR("danh muc"))) {
        *end = view_word_end(view, view_word_end(view, at) + 1);
        return true;
    }
    const struct doctype *type = doctype_at(view, at, end);
    if (!type || type->systems & (DOCTYPE_OTHER | DOCTYPE_LETTER | DOCTYPE_RARE))
        return false;
    bool noun = view->flags[at] & VIEW_UPPER;
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
        noun |= str_equal(type->folded, str_of(nouns[i]));
    return noun;
}

// True when the letters are all capitals, as in a heading.
static bool heading(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] >= 'a' && view->plain[i] <= 'z' &&
            !(view->flags[i] & VIEW_UPPER))
            return false;
    }
    return true;
}

// A document without a number that the clause names before the verb: "nghị quyết thay thế
// …", "dự thảo Kế hoạch của UBND tỉnh thực hiện …". This text itself ("Quyết định này",
// "ban hành Thông tư sửa đổi …" where nothing is planned) is no other.
static struct str title_before(const struct finder *finder, const struct state *state,
                               uint32_t from, uint32_t verb)
{
    const struct view *view = finder->view;
    struct str none = {NULL, 0};
    uint32_t begin = verb > from + TITLE_REACH ? verb - TITLE_REACH : from, found = 0,
             end = 0;
    for (uint32_t i = begin; i < verb;) {
        if (!plain_inside(view->plain[i])) {
            i++;
            continue;
        }
        uint32_t behind = 0;
        if (title_word(view, i, &behind) && behind <= verb) {
            bool outer = end && !(view->flags[i] & VIEW_UPPER);
            // "- Báo cáo kết quả thực hiện …" is told to do.
            bool told = !end && i < from + 2 && view_word(view, i, STR("bao cao"));
            if (!outer && !told) {
                found = i;
                end = behind;
            }
            i = behind;
            continue;
        }
        i = view_word_end(view, i);
    }
    if (!end || view_word(view, end + 1, STR("nay")) ||
        view_word(view, end + 1, STR("tren")) || view_word(view, end + 1, STR("so")))
        return none;
    bool issued = found > from + 9 && view_word(view, found - 9, STR("ban hanh"));
    if (issued && !state->planned && !state->draft)
        return none;
    // The title of the text itself, in the small letters of a sentence.
    if (found < FRONT_REACH && finder->own_type && found > 0 &&
        view->flags[found - 1] & (VIEW_LINE | VIEW_PAGE)) {
        uint32_t behind;
        if (doctype_at(view, found, &behind) == finder->own_type)
            return none;
    }
    static const char *const ends[] = {"nham", "gan voi", "de",        "ve viec",
                                       "ve",   "va",      "trien khai"};
    // A heading in capitals is that of the text itself ("THÔNG BÁO / Kết luận …").
    if (heading(view, found, found + 2))
        return none;
    uint32_t to = verb;
    for (bool cut = true; cut;) {
        cut = false;
        while (to > end && (view->plain[to - 1] == ' ' || view->plain[to - 1] == ',' ||
                            view->plain[to - 1] == '"'))
            to--;
        for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !cut; i++) {
            uint32_t len = (uint32_t)strlen(ends[i]);
            if (to >= end + len + 1 && view_word(view, to - len, str_of(ends[i]))) {
                to -= len;
                cut = true;
            }
        }
    }
    return view_clean(view, found, to, finder->arena);
}

// "…, thực hiện B" goes on with what came before; "A thực hiện B" tells what A does.
static bool nested(const struct view *view, uint32_t from, const struct cue *cue)
{
    uint32_t to = cue->from;
    while (to > from && view->plain[to - 1] == ' ')
        to--;
    bool bracket;
    return !relation_words_join(view, from, to, &bracket) && !bracket &&
           !memchr(view->plain + from, ';', to - from);
}

// "Theo A, các xã thực hiện B": behind the comma that closes A others begin to act; the
// title of A ("A, quy định chi tiết B") and further issuers of it go on without.
static bool main_clause(const struct finder *finder, size_t last, uint32_t from,
                        const struct cue *cue)
{
    const struct view *view = finder->view;
    const struct mention *mention = &finder->mentions->items[last];
    enum relation relation = finder->out->items[last].relation;
    bool joint = mention->type && str_starts(mention->type->folded, STR("ttl"));
    if (view->plain[from] != ',' || from + 2 >= cue->from || joint ||
        (relation != RELATION_BASIS && relation != RELATION_IMPLEMENTS))
        return false;
    static const char *const titles[] = {"ve", "quy dinh", "ban hanh", "trong do"};
    uint32_t at = from + 2;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (view_word(view, at, str_of(titles[i])))
            return false;
    }
    struct cue first;
    return plain_inside(view->plain[at]) && !cue_read(view, at, cue->to, &first);
}

static void take(struct reference *to, const struct reference *from)
{
    to->relation = from->relation;
    to->status = from->status;
    to->subject = from->subject;
}

static bool ends_with(const struct view *view, uint32_t end, struct str word)
{
    return end >= word.len && view_word(view, end - (uint32_t)word.len, word);
}

// "hạn giao tại Thông báo số …" in a notice of the same office: it comes back to its own
// earlier one.
static bool returns(const struct finder *finder, size_t i, const struct cue *cue)
{
    const struct mention *mention = &finder->mentions->items[i];
    return finder->own_mention && mention->type == finder->own_type && finder->own_type &&
           str_equal(finder->own_type->folded, STR("tb")) &&
           strcmp(mention->symbol.organisation,
                  finder->own_mention->symbol.organisation) == 0 &&
           ((cue->meaning == RELATION_BASIS &&
             ends_with(finder->view, cue->to, STR("giao tai"))) ||
            (cue->meaning == RELATION_IMPLEMENTS && cue->from > 0 &&
             (ends_with(finder->view, cue->from - 1, STR("ket qua")) ||
              ends_with(finder->view, cue->from - 1, STR("tinh hinh")) ||
              ends_with(finder->view, cue->from - 1, STR("kiem diem")) ||
              ends_with(finder->view, cue->from - 1, STR("kiem diem viec")))));
}

// The last of these citations that stands in [from, to), or NULL.
static const struct reference *last_within(const struct reference *items, size_t count,
                                           uint32_t from, uint32_t to)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].to <= to)
            low = middle + 1;
        else
            high = middle;
    }
    return low && items[low - 1].from >= from ? &items[low - 1] : NULL;
}

static struct str name_of(const struct reference *reference)
{
    return reference->relation == RELATION_SELF ? REFERENCE_THIS
           : reference->key.len                 ? reference->key
                                                : reference->display;
}

// "A được sửa đổi bởi B": what B, the mention `i`, does, and to what.
static struct passive read_passive(const struct finder *finder, const struct state *state,
                                   size_t i, bool same, uint32_t begin,
                                   const struct cue *change)
{
    const struct view *view = finder->view;
    const struct reference *before = i ? &finder->out->items[i - 1] : NULL;
    const struct passive_words words = {view, change, begin};
    bool bare = passive_bare(&words);
    struct passive out = {0};
    if (!cue_passive(change, &out.relation))
        return out;
    // "Luật A; được sửa đổi theo Luật B" goes on behind the semicolon.
    bool on =
        before && change->from - before->to <= PASSIVE_REACH &&
        (same ? !main_clause(finder, i - 1, begin, change)
              : bare && state->clause.edge == EDGE_SEMICOLON && before->to + 2 >= begin);
    const struct reference *law =
        last_within(finder->out->laws, finder->out->law_count, begin, change->from);
    bool of_law = finder->mentions->items[i].symbol.kind == SYMBOL_LAW;
    if (passive_of_this(&words))
        out.subject = REFERENCE_THIS;
    else if (law && (of_law || !on))
        out.subject = law->key;
    else if (on && finder->passives[i - 1].told && passive_goes_on(&words))
        out.subject = finder->passives[i - 1].subject;
    else if (on)
        out.subject = name_of(before);
    else
        out.subject = title_before(finder, state, begin, change->from);
    out.told = out.subject.at || !passive_of_things(&words);
    return out;
}

static void read_relation(struct finder *finder, size_t i, struct state *state)
{
    const struct view *view = finder->view;
    struct reference *items = finder->out->items, *reference = &items[i];
    const struct mention *mention = &finder->mentions->items[i];
    uint32_t from = mention->pinpoint_to ? mention->pinpoint_from : mention->from;
    uint32_t last = i ? items[i - 1].to : 0;
    if (from < last)
        from = last;
    struct clause clause = clause_before(view, from, last, CLAUSE_TO_SEMICOLON);
    // The number line ends what stands before the text itself.
    bool head_line = i && items[i - 1].relation == RELATION_SELF;
    bool same = i && clause.edge == EDGE_TEXT && clause.from == last && !head_line;
    size_t head_before = state->head;
    if (!same) {
        state->clause = clause;
        state->head = 0;
        state->planned = state->draft = state->pending = false;
    }
    uint32_t begin = same ? last : state->clause.from;
    struct relation_words words = relation_words_read(view, begin, from);
    state->planned |= words.planned;
    state->draft |= words.draft;
    state->pending |= words.pending;
    // "A, B và khoản 2 Điều 1 C": nothing but the place in C stands between.
    bool joined = mention->joined || (same && words.empty && words.joiner &&
                                      !memchr(view->plain + begin, ')', from - begin));
    bool is_nested = false, told = false;
    enum relation title;
    if (mention->title_to) {
        reference->relation = RELATION_AMENDS;
        reference->subject =
            view_clean(view, mention->title_from, mention->title_to, finder->arena);
        is_nested = told = true;
    } else if (same && words.joiner && !words.bracket &&
               relation_list_goes_on(finder->mentions, finder->out, i, state->head, view,
                                     &words, &title)) {
        reference->relation = title;
        reference->subject = relation_changes(title) || !words.relation.to
                                 ? items[i - 1].subject
                                 : items[i - 1].key;
        is_nested = told = true;
    } else if (same && words.joiner && !words.bracket && (joined || !words.passive)) {
        size_t like = state->head && !joined ? state->head : i;
        if (joined)
            like = relation_list_like(finder->mentions, finder->out, i);
        take(reference, &items[like - 1]);
        finder->passives[i] = finder->passives[like - 1];
        is_nested = joined && state->head != like;
        told = relation_changes(reference->relation);
    } else if (words.passive) {
        bool basis =
            same ? items[i - 1].relation == RELATION_BASIS
                 : view_word(view, begin, STR("can cu")) ||
                       (i && state->clause.edge == EDGE_SEMICOLON && last + 2 >= begin &&
                        items[i - 1].relation == RELATION_BASIS);
        reference->relation = basis ? RELATION_BASIS : RELATION_CITES;
        finder->passives[i] = read_passive(finder, state, i, same, begin, &words.change);
        told = finder->passives[i].told;
        is_nested = same;
    } else if (words.relation.to) {
        reference->relation = (enum relation)words.relation.meaning;
        told = !relation_after_may_end(view, &words.relation);
        if (returns(finder, i, &words.relation))
            reference->relation = RELATION_FOLLOWS_UP;
        // "Thực hiện A, tiếp theo B": both are carried out.
        if (same && reference->relation == RELATION_FOLLOWS_UP &&
            items[i - 1].relation == RELATION_IMPLEMENTS && view->plain[begin] == ',' &&
            words.relation.from == begin + 2)
            reference->relation = RELATION_IMPLEMENTS;
        const struct reference *head = state->head ? &items[state->head - 1] : NULL;
        if (same && reference->relation == RELATION_ISSUED_WITH && head &&
            relation_changes(head->relation) && str_equal(head->key, reference->key)) {
            take(reference, head);
        } else if (same && acts(reference->relation) &&
                   nested(view, begin, &words.relation) &&
                   !main_clause(finder, i - 1, begin, &words.relation)) {
            if (!str_equal(items[i - 1].key, reference->key)) {
                reference->subject = items[i - 1].key;
                is_nested = true;
            }
        } else if (acts(reference->relation)) {
            reference->subject = law_before(finder, begin, words.relation.from);
            if (!reference->subject.at)
                reference->subject =
                    title_before(finder, state, begin, words.relation.from);
        }
        reference->status = is_nested ? STATUS_DONE : status_of(finder, state, reference);
    } else if (words.empty && !same && state->clause.edge == EDGE_SEMICOLON) {
        struct clause whole = clause_before(view, from, 0, CLAUSE_OVER_SEMICOLONS);
        enum relation relation;
        if (i && last > whole.from && items[i - 1].relation != RELATION_SELF) {
            take(reference, &items[head_before ? head_before - 1 : i - 1]);
        } else if (relation_lead_verb(view, whole.from, from, &relation)) {
            reference->relation = relation;
            reference->status = status_of(finder, state, reference);
        }
    } else if (words.empty && !same &&
               (state->clause.edge == EDGE_ITEM || state->clause.edge == EDGE_COLON)) {
        bool again = state->item && from - state->item < ITEM_REACH &&
                     !relation_lead_between(view, state->item, from);
        if (again ||
            relation_lead_read(view, state->clause.from, &state->lead, &state->planned)) {
            reference->relation = state->lead;
            reference->status =
                again ? state->lead_status : status_of(finder, state, reference);
            state->lead_status = reference->status;
            state->item = from;
        }
    } else if (same && !words.joiner && !(view->flags[from - 1] & VIEW_LINE)) {
        // "(sau đây gọi là …)", "trước ngày … có hiệu lực" say nothing of the one before.
        if (!words.broken && !str_equal(reference->key, items[i - 1].key))
            reference->subject = items[i - 1].key;
        is_nested = true;
    }
    // "(sau đây gọi là …) hết hiệu lực" tells it of the one before.
    bool named = words.broken && view->plain[reference->to] == ')';
    if (!is_nested && !told && !named && !relation_changes(reference->relation) &&
        relation_after_ends(view, reference->to)) {
        reference->relation = RELATION_REPEALS;
        reference->status = STATUS_DONE;
        reference->subject = (struct str){NULL, 0};
    }
    if (!is_nested)
        state->head = i + 1;
    // What changed another is no subject of what follows.
    if (reference->relation == RELATION_CITES && !words.passive && !named &&
        !(is_nested && joined))
        relation_after_read(finder->out, i, view);
    // The status of a whole clause may become known only behind the citation.
    if (reference->relation != RELATION_CITES && reference->relation != RELATION_BASIS &&
        reference->status == STATUS_DONE && state->pending)
        reference->status = STATUS_PENDING;
}

// Where the plan of a report begins: the heading "NHIỆM VỤ TRỌNG TÂM …",
// "PHƯƠNG HƯỚNG …", "KIẾN NGHỊ" behind its results.
static void read_report(struct finder *finder)
{
    const struct view *view = finder->view;
    finder->plan_from = view->count;
    for (uint32_t line = 0; line < view->lines; line++) {
        uint32_t at = view->line[line];
        if (!finder->report) {
            if (at > FRONT_REACH)
                return;
            finder->report =
                at + 7 <= view->count && view_word(view, at, STR("bao cao")) &&
                view->flags[at] & VIEW_UPPER && view->flags[at + 2] & VIEW_UPPER;
            continue;
        }
        uint32_t i = at;
        while (i < view->count && i < at + 8 &&
               (!plain_inside(view->plain[i]) || view->plain[i] == 'i' ||
                view->plain[i] == 'v' ||
                (view->plain[i] >= '0' && view->plain[i] <= '9')))
            i++;
        if (i < view->count && view->flags[i] & VIEW_UPPER && i > at &&
            (view_word(view, i, STR("nhiem vu trong tam")) ||
             view_word(view, i, STR("phuong huong")) ||
             view_word(view, i, STR("nhiem vu")) || view_word(view, i, STR("de xuat")) ||
             view_word(view, i, STR("kien nghi")) || view_word(view, i, STR("de nghi")) ||
             view_word(view, i, STR("ke hoach")))) {
            finder->plan_from = i;
            return;
        }
    }
}

// "Luật A được sửa đổi bởi Luật B": B by its name.
static void read_law_passive(struct finder *finder, size_t i, const struct clause *clause,
                             const struct cue *change)
{
    const struct references *out = finder->out;
    const struct reference *before =
        last_within(out->laws, out->law_count, clause->from, change->from);
    const struct reference *item =
        last_within(out->items, out->count, clause->from, change->from);
    if (item && (!before || before->to < item->to))
        before = item;
    const struct passive_words words = {finder->view, change, clause->from};
    struct passive *passive = &finder->passives[out->count + i];
    if (!cue_passive(change, &passive->relation))
        return;
    if (passive_of_this(&words))
        passive->subject = REFERENCE_THIS;
    else if (before)
        passive->subject = name_of(before);
    passive->told = passive->subject.at || !passive_of_things(&words);
}

// Laws are cited by name beside the citations by number, mostly in "Căn cứ Luật …;".
static void read_law(struct finder *finder, size_t i)
{
    const struct view *view = finder->view;
    struct references *out = finder->out;
    struct reference *law = &out->laws[i];
    struct clause clause = clause_before(view, law->from, 0, CLAUSE_TO_SEMICOLON);
    struct relation_words words = relation_words_read(view, clause.from, law->from);
    struct state state = {.clause = clause,
                          .planned = words.planned,
                          .draft = words.draft,
                          .pending = words.pending};
    if (words.relation.to) {
        law->relation = (enum relation)words.relation.meaning;
        law->status = status_of(finder, &state, law);
        // "Nghị định số … quy định chi tiết Luật …": what the other document does.
        for (size_t k = out->count; k-- > 0 && acts(law->relation);) {
            const struct reference *other = &out->items[k];
            if (other->to > words.relation.from || other->from < clause.from)
                continue;
            law->subject = other->key;
            law->status = STATUS_DONE;
            break;
        }
    } else if (words.empty && i && clause.edge == EDGE_SEMICOLON &&
               out->laws[i - 1].to + 2 >= clause.from) {
        take(law, &out->laws[i - 1]);
    }
    if (!words.relation.to && words.passive)
        read_law_passive(finder, i, &clause, &words.change);
}

void relations_find(struct references *out, const struct mentions *mentions,
                    const struct view *view, const struct citing *citing,
                    struct arena *arena)
{
    (void)citing;
    struct finder finder = {
        .view = view, .mentions = mentions, .out = out, .arena = arena};
    if (out->count || out->law_count)
        read_report(&finder);
    finder.passives = ARENA_ARRAY(arena, struct passive, out->count + out->law_count + 1);
    struct state state = {0};
    for (size_t i = 0; i < out->count; i++) {
        struct reference *reference = &out->items[i];
        if (mentions->items[i].own) {
            finder.own = reference->key;
            finder.own_type = mentions->items[i].type;
            finder.own_mention = &mentions->items[i];
            continue;
        }
        if (finder.own.at && str_equal(finder.own, reference->key)) {
            reference->relation = RELATION_SELF;
            state = (struct state){0};
            continue;
        }
        read_relation(&finder, i, &state);
    }
    for (size_t i = 0; i < out->law_count; i++)
        read_law(&finder, i);
    for (size_t i = 0; i < out->count + out->law_count; i++) {
        if (finder.passives[i].told)
            passive_apply(i < out->count ? &out->items[i] : &out->laws[i - out->count],
                          &finder.passives[i]);
    }
}
