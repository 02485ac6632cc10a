// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation.h"

#include "analyzers/phrases.h"
#include "analyzers/relation_list.h"
#include "analyzers/relation_parts.h"
#include "analyzers/relation_report.h"
#include "analyzers/relation_title.h"
#include "analyzers/relation_words.h"

#include <string.h>

enum {
    ITEM_REACH = 1200,   // letters between the starts of two items of one list
    PASSIVE_REACH = 400, // letters between a document and what is told to be done to it
};

bool relation_acts(enum relation relation)
{
    return relation_changes(relation) || relation == RELATION_DETAILS ||
           relation == RELATION_GUIDES || relation == RELATION_IMPLEMENTS;
}

enum relation_status relation_status_of(const struct relation_finder *finder,
                                        const struct relation_state *state,
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
static struct str law_before(struct relation_finder *finder, uint32_t from, uint32_t at)
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

static struct str title_before(const struct relation_finder *finder,
                               const struct relation_state *state, uint32_t from,
                               uint32_t verb)
{
    const struct relation_title asked = {finder->view, finder->own_type,
                                         state->planned || state->draft};
    return relation_title_before(&asked, from, verb, finder->arena);
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
static bool main_clause(const struct relation_finder *finder, size_t last, uint32_t from,
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
        if (view_says(view, at, titles[i]))
            return false;
    }
    struct cue first;
    return plain_inside(view->plain[at]) && !cue_read(view, at, cue->to, &first);
}

void relation_take(struct reference *to, const struct reference *from)
{
    to->relation = from->relation;
    to->status = from->status;
    to->subject = from->subject;
}

bool relation_ends_with(const struct view *view, uint32_t end, struct str word)
{
    return end >= word.len && view_word(view, end - (uint32_t)word.len, word);
}

// "hạn giao tại Thông báo số …" in a notice of the same office: it comes back to its own
// earlier one.
static bool returns(const struct relation_finder *finder, size_t i, const struct cue *cue)
{
    const struct mention *mention = &finder->mentions->items[i];
    return finder->own_mention && mention->type == finder->own_type && finder->own_type &&
           str_equal(finder->own_type->folded, STR("tb")) &&
           strcmp(mention->symbol.organisation,
                  finder->own_mention->symbol.organisation) == 0 &&
           ((cue->meaning == RELATION_BASIS &&
             relation_ends_with(finder->view, cue->to, STR("giao tai"))) ||
            (cue->meaning == RELATION_IMPLEMENTS && cue->from > 0 &&
             (relation_ends_with(finder->view, cue->from - 1, STR("ket qua")) ||
              relation_ends_with(finder->view, cue->from - 1, STR("tinh hinh")) ||
              relation_ends_with(finder->view, cue->from - 1, STR("kiem diem")) ||
              relation_ends_with(finder->view, cue->from - 1, STR("kiem diem viec")))));
}

const struct reference *relation_last_within(const struct reference *items, size_t count,
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

struct str relation_name_of(const struct reference *reference)
{
    return reference->relation == RELATION_SELF ? REFERENCE_THIS
           : reference->key.len                 ? reference->key
                                                : reference->display;
}

// "A được sửa đổi bởi B": what B, the mention `i`, does, and to what.
static struct passive read_passive(const struct relation_finder *finder,
                                   const struct relation_state *state, size_t i,
                                   bool same, uint32_t begin, const struct cue *change)
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
    const struct reference *law = relation_last_within(
        finder->out->laws, finder->out->law_count, begin, change->from);
    bool of_law = finder->mentions->items[i].symbol.kind == SYMBOL_LAW;
    if (passive_of_this(&words))
        out.subject = REFERENCE_THIS;
    else if (law && (of_law || !on))
        out.subject = law->key;
    else if (on && finder->passives[i - 1].told && passive_goes_on(&words))
        out.subject = finder->passives[i - 1].subject;
    else if (on)
        out.subject = relation_name_of(before);
    else
        out.subject = title_before(finder, state, begin, change->from);
    out.told = out.subject.at || !passive_of_things(&words);
    return out;
}

// A mention while its relation is read.
struct look {
    struct relation_finder *finder;
    struct relation_state *state;
    size_t i; // its number
    struct reference *reference;
    const struct mention *mention;
    uint32_t from;      // its first letter, or that of its pinpoint
    uint32_t last;      // the letter behind the mention before
    uint32_t begin;     // where the words that speak of it begin
    size_t head_before; // the head of the clause before
    bool same;          // the mention before stands in the same clause
    bool joined;        // it is a member of the list of the one before
    struct relation_words words;
    bool nested; // something before it does it, not the sentence
    bool told;   // a verb says what happens to it
    bool item;   // the head of its list says it
    bool member; // … or the document before it in the list
};

static struct look look_at(struct relation_finder *finder, size_t i,
                           struct relation_state *state)
{
    const struct view *view = finder->view;
    struct reference *items = finder->out->items;
    const struct mention *mention = &finder->mentions->items[i];
    struct look look = {.finder = finder,
                        .state = state,
                        .i = i,
                        .reference = &items[i],
                        .mention = mention,
                        .last = i ? items[i - 1].to : 0,
                        .head_before = state->head};
    look.from = mention->pinpoint_to ? mention->pinpoint_from : mention->from;
    if (look.from < look.last)
        look.from = look.last;
    struct clause clause = clause_before(view, look.from, look.last, CLAUSE_TO_SEMICOLON);
    // The number line ends what stands before the text itself.
    bool head_line = i && items[i - 1].relation == RELATION_SELF;
    look.same = i && clause.edge == EDGE_TEXT && clause.from == look.last && !head_line;
    if (!look.same) {
        state->clause = clause;
        state->head = 0;
        state->planned = state->draft = state->pending = false;
    }
    look.begin = look.same ? look.last : state->clause.from;
    look.words = relation_words_read(view, look.begin, look.from);
    state->planned |= look.words.planned;
    state->draft |= look.words.draft;
    state->pending |= look.words.pending;
    // "A, B và khoản 2 Điều 1 C": nothing but the place in C stands between.
    look.joined = mention->joined ||
                  (look.same && look.words.empty && look.words.joiner &&
                   !memchr(view->plain + look.begin, ')', look.from - look.begin));
    return look;
}

// A further object of the title of the document before: "… sửa đổi A và B".
static bool read_title_list(struct look *look)
{
    const struct relation_finder *finder = look->finder;
    const struct reference *before = look->reference - 1;
    enum relation title;
    if (!look->same || !look->words.joiner || look->words.bracket ||
        !relation_list_goes_on(finder->mentions, finder->out, look->i, look->state->head,
                               finder->view, &look->words, &title))
        return false;
    look->reference->relation = title;
    look->reference->subject = relation_changes(title) || !look->words.relation.to
                                   ? before->subject
                                   : before->key;
    look->nested = look->told = true;
    return true;
}

// A further member of the list of the sentence.
static bool read_list(struct look *look)
{
    struct relation_finder *finder = look->finder;
    if (!look->same || !look->words.joiner || look->words.bracket ||
        (!look->joined && look->words.passive))
        return false;
    size_t like = look->state->head && !look->joined ? look->state->head : look->i;
    if (look->joined)
        like = relation_list_like(finder->mentions, finder->out, look->i);
    relation_take(look->reference, &finder->out->items[like - 1]);
    look->member = true;
    finder->passives[look->i] = finder->passives[like - 1];
    look->nested = look->joined && look->state->head != like;
    look->told = relation_changes(look->reference->relation);
    return true;
}

// "A được sửa đổi bởi B": B is cited, and does it to A.
static void read_changing(struct look *look)
{
    struct relation_finder *finder = look->finder;
    const struct reference *before = look->i ? look->reference - 1 : NULL;
    bool of_basis = before && before->relation == RELATION_BASIS;
    bool semicolon =
        look->state->clause.edge == EDGE_SEMICOLON && look->last + 2 >= look->begin;
    bool basis = look->same ? of_basis
                            : view_word(finder->view, look->begin, STR("can cu")) ||
                                  (of_basis && semicolon);
    look->reference->relation = basis ? RELATION_BASIS : RELATION_CITES;
    finder->passives[look->i] = read_passive(finder, look->state, look->i, look->same,
                                             look->begin, &look->words.change);
    look->told = finder->passives[look->i].told;
    look->nested = look->same;
}

// Who does it where the sentence says another than this text.
static void read_subject(struct look *look)
{
    struct relation_finder *finder = look->finder;
    struct reference *reference = look->reference;
    const struct reference *items = finder->out->items, *before = reference - 1;
    const struct cue *verb = &look->words.relation;
    const struct reference *head =
        look->state->head ? &items[look->state->head - 1] : NULL;
    if (look->same && reference->relation == RELATION_ISSUED_WITH && head &&
        relation_changes(head->relation) && str_equal(head->key, reference->key)) {
        relation_take(reference, head);
    } else if (look->same && relation_acts(reference->relation) &&
               nested(finder->view, look->begin, verb) &&
               !main_clause(finder, look->i - 1, look->begin, verb)) {
        if (!str_equal(before->key, reference->key)) {
            reference->subject = before->key;
            look->nested = true;
        }
    } else if (relation_acts(reference->relation)) {
        reference->subject = law_before(finder, look->begin, verb->from);
        if (!reference->subject.at)
            reference->subject =
                title_before(finder, look->state, look->begin, verb->from);
    }
}

// The words before it say what is done to it.
static void read_verb(struct look *look)
{
    const struct relation_finder *finder = look->finder;
    struct reference *reference = look->reference;
    const struct cue *verb = &look->words.relation;
    reference->relation = (enum relation)verb->meaning;
    look->told = !relation_after_may_end(finder->view, verb);
    if (returns(finder, look->i, verb))
        reference->relation = RELATION_FOLLOWS_UP;
    // "Thực hiện A, tiếp theo B": both are carried out.
    if (look->same && reference->relation == RELATION_FOLLOWS_UP &&
        reference[-1].relation == RELATION_IMPLEMENTS &&
        finder->view->plain[look->begin] == ',' && verb->from == look->begin + 2)
        reference->relation = RELATION_IMPLEMENTS;
    read_subject(look);
    reference->status =
        look->nested ? STATUS_DONE : relation_status_of(finder, look->state, reference);
}

// "Căn cứ A; B;": what begins behind a semicolon goes on with the list before.
static void read_behind_semicolon(struct look *look)
{
    struct relation_finder *finder = look->finder;
    const struct reference *items = finder->out->items;
    struct clause whole =
        clause_before(finder->view, look->from, 0, CLAUSE_OVER_SEMICOLONS);
    enum relation relation;
    if (look->i && look->last > whole.from &&
        items[look->i - 1].relation != RELATION_SELF) {
        relation_take(look->reference,
                      &items[look->head_before ? look->head_before - 1 : look->i - 1]);
    } else if (relation_lead_verb(finder->view, whole.from, look->from, &relation)) {
        look->reference->relation = relation;
        look->reference->status =
            relation_status_of(finder, look->state, look->reference);
    }
}

// An item of a list, whose head says what happens to all of them.
static void read_item(struct look *look)
{
    struct relation_state *state = look->state;
    const struct view *view = look->finder->view;
    bool again = state->item && look->from - state->item < ITEM_REACH &&
                 !relation_lead_between(view, state->item, look->from);
    if (!again && !relation_lead_read(&state->lead, view, state->clause.from))
        return;
    state->planned |= !again && state->lead.planned;
    look->item = true;
    look->reference->relation = state->lead.relation;
    look->reference->status =
        again ? state->lead_status
              : relation_status_of(look->finder, state, look->reference);
    state->lead_status = look->reference->status;
    state->item = look->from;
}

// What stands before the mention says what is done to it.
static void read_before(struct look *look)
{
    struct reference *reference = look->reference;
    const struct mention *mention = look->mention;
    const struct view *view = look->finder->view;
    enum clause_edge edge = look->state->clause.edge;
    if (mention->title_to) {
        reference->relation = RELATION_AMENDS;
        reference->subject =
            view_clean(view, mention->title_from, mention->title_to, look->finder->arena);
        look->nested = look->told = true;
    } else if (read_title_list(look) || read_list(look)) {
        return;
    } else if (look->words.passive) {
        read_changing(look);
    } else if (look->words.relation.to) {
        read_verb(look);
    } else if (look->words.empty && !look->same && edge == EDGE_SEMICOLON) {
        read_behind_semicolon(look);
    } else if (look->words.empty && !look->same &&
               (edge == EDGE_ITEM || edge == EDGE_COLON)) {
        read_item(look);
    } else if (look->same && !look->words.joiner &&
               !(view->flags[look->from - 1] & VIEW_LINE)) {
        // "(sau đây gọi là …)", "trước ngày … có hiệu lực" say nothing of the one before.
        if (!look->words.broken && !str_equal(reference->key, reference[-1].key))
            reference->subject = reference[-1].key;
        look->nested = true;
    }
}

// Which part of it is repealed or replaced, where that is more than a place of the kind
// that mentions have.
static void read_part(struct look *look)
{
    const struct view *view = look->finder->view;
    const struct mention *mention = look->mention;
    struct reference *reference = look->reference;
    struct relation_state *state = look->state;
    const struct cue *verb = &look->words.relation;
    if (reference->relation != RELATION_REPEALS &&
        reference->relation != RELATION_REPLACES)
        return;
    bool said = verb->to && verb->meaning == (unsigned)reference->relation;
    struct relation_part part = {0};
    // Without a verb only what begins the clause; behind another document stands its title.
    if (said || !look->same)
        part = relation_part_read(view, said ? verb->to : look->begin, mention->from);
    if (!part.to && look->item)
        part = state->lead.part;
    else if (!part.to && look->member && state->part.some)
        part = state->part;
    if (!look->member)
        state->part = part;
    if (part.to && (!mention->pinpoint_to || (part.from < mention->pinpoint_from &&
                                              part.to >= mention->pinpoint_to)))
        reference->pinpoint = view_clean(view, part.from, part.to, look->finder->arena);
}

static void read_relation(struct relation_finder *finder, size_t i,
                          struct relation_state *state)
{
    const struct view *view = finder->view;
    struct look look = look_at(finder, i, state);
    struct reference *reference = look.reference;
    read_before(&look);
    // "(sau đây gọi là …) hết hiệu lực" tells it of the one before.
    bool named = look.words.broken && view->plain[reference->to] == ')';
    if (!look.nested && !look.told && !named && !relation_changes(reference->relation) &&
        relation_after_ends(&finder->force, view, reference->to)) {
        reference->relation = RELATION_REPEALS;
        reference->status = STATUS_DONE;
        reference->subject = (struct str){NULL, 0};
    }
    if (!look.nested)
        state->head = i + 1;
    // What changed another is no subject of what follows.
    if (reference->relation == RELATION_CITES && !look.words.passive && !named &&
        !(look.nested && look.joined))
        relation_after_read(finder->out, i, &finder->force, view);
    // The status of a whole clause may become known only behind the citation.
    if (reference->relation != RELATION_CITES && reference->relation != RELATION_BASIS &&
        reference->status == STATUS_DONE && state->pending)
        reference->status = STATUS_PENDING;
    read_part(&look);
}

void relations_find(struct references *out, const struct mentions *mentions,
                    const struct view *view, struct arena *arena)
{
    struct relation_finder finder = {
        .view = view, .mentions = mentions, .out = out, .arena = arena};
    if (out->count || out->law_count)
        finder.report = relation_report_read(view, &finder.plan_from);
    finder.passives = ARENA_ARRAY(arena, struct passive, out->count + out->law_count + 1);
    struct relation_state state = {0};
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
            state = (struct relation_state){0};
            continue;
        }
        read_relation(&finder, i, &state);
    }
    for (size_t i = 0; i < out->law_count; i++)
        relation_read_law(&finder, i);
    for (size_t i = 0; i < out->count + out->law_count; i++) {
        if (finder.passives[i].told)
            passive_apply(i < out->count ? &out->items[i] : &out->laws[i - out->count],
                          &finder.passives[i]);
    }
}
