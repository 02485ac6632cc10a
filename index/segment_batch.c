// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segment.h"

#include "index/dates.h"
#include "index/forward.h"
#include "index/identity.h"
#include "index/items.h"
#include "index/numbering.h"
#include "index/pile.h"
#include "index/packing.h"
#include "index/postings.h"
#include "index/segment_files.h"
#include "index/terms.h"
#include "index/vocabulary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// One token of the notice that is being added.
struct place {
    uint32_t letter; // where it starts in the view
    uint32_t word;
    uint32_t extra, extra_count; // its further terms, in batch->extra
    bool sentence;               // a sentence ended before it
    uint32_t at; // in the sequence of the forward file, where it has a word
};

// How often a word occurs in what is being added; 0 between notices.
struct count {
    uint32_t text;
    uint32_t title;
};

struct segment_batch {
    char *folder;
    struct segment_options options;
    struct xapian_builder *notices, *directives;
    struct pile_writer *documents, *forward, *items;
    struct postings_writer *postings;
    struct buf dates;
    struct packer *packer, *served; // for us, and for other hosts
    struct numbering *numbering;
    struct vocabulary_word *words; // of all notices so far; as many as `room`
    struct count *counts;          // of this notice; as many as `room`
    uint32_t room;
    uint32_t *touched; // words that this notice has
    size_t touched_count, touched_room;
    struct place *places;
    size_t place_count, place_room;
    uint32_t *extra;
    size_t extra_count, extra_room;
    uint32_t *sequence; // of the forward file
    size_t sequence_room;
    struct xapian_term *terms;
    size_t term_room;
    struct arena *arena; // of this notice
    struct buf bytes, facts;
    size_t count, text_bytes;
    uint32_t directive_count;
    struct vocabulary_totals totals;
};

// Grows an array to hold at least `wanted` items; what is new is zero when `zeroed`.
static void *room_for(void *array, size_t wanted, size_t *room, size_t size)
{
    if (wanted <= *room)
        return array;
    size_t more = *room ? *room : 256;
    while (more < wanted)
        more *= 2;
    array = memory_resize(array, more * size);
    memset((char *)array + *room * size, 0, (more - *room) * size);
    *room = more;
    return array;
}

static void batch_free(struct segment_batch *batch)
{
    xapian_builder_discard(batch->notices);
    xapian_builder_discard(batch->directives);
    pile_writer_close(batch->documents, NULL);
    pile_writer_close(batch->forward, NULL);
    postings_writer_free(batch->postings);
    buf_free(&batch->dates);
    pile_writer_close(batch->items, NULL);
    packer_free(batch->packer);
    packer_free(batch->served);
    numbering_free(batch->numbering);
    free(batch->words);
    free(batch->counts);
    free(batch->touched);
    free(batch->places);
    free(batch->extra);
    free(batch->sequence);
    free(batch->terms);
    if (batch->arena)
        arena_free(batch->arena);
    buf_free(&batch->bytes);
    buf_free(&batch->facts);
    free(batch->folder);
    free(batch);
}

static bool open_files(struct segment_batch *batch, struct error *err)
{
    const enum xapian_use use = batch->options.servable ? XAPIAN_SERVABLE : XAPIAN_LOCAL;
    char path[SEGMENT_PATH];
    return xapian_builder_open(&batch->notices,
                               segment_path(path, batch->folder, SEGMENT_NOTICES), use,
                               err) &&
           xapian_builder_open(&batch->directives,
                               segment_path(path, batch->folder, SEGMENT_DIRECTIVES), use,
                               err) &&
           pile_writer_open(&batch->documents,
                            segment_path(path, batch->folder, SEGMENT_DOCUMENTS),
                            SEGMENT_DOCUMENTS_MAGIC, err) &&
           pile_writer_open(&batch->forward,
                            segment_path(path, batch->folder, SEGMENT_FORWARD),
                            FORWARD_MAGIC, err) &&
           pile_writer_open(&batch->items,
                            segment_path(path, batch->folder, SEGMENT_ITEMS), ITEMS_MAGIC,
                            err);
}

bool segment_batch_open(struct segment_batch **out, const char *folder,
                        const struct segment_options *options, struct error *err)
{
    *out = NULL;
    if (strlen(folder) > SEGMENT_PATH - 32)
        return error_set(err, ERROR_IO, "the path is too long: %s", folder);
    if (mkdir(folder, 0777) != 0)
        return error_set(err, ERROR_IO, "cannot create %s: %s", folder, strerror(errno));
    struct segment_batch *batch = memory_new(sizeof *batch);
    *batch = (struct segment_batch){.options = *options};
    const size_t len = strlen(folder) + 1;
    batch->folder = memory_new(len);
    memcpy(batch->folder, folder, len);
    batch->postings = postings_writer_new();
    batch->packer = packer_new(options->packed ? PACKED_BOILERPLATE : PACKED_PLAIN, NULL);
    if (options->servable)
        batch->served = packer_new(PACKED_BOILERPLATE, NULL);
    batch->numbering = numbering_new();
    batch->arena = arena_new();
    if (!open_files(batch, err)) {
        segment_batch_discard(batch);
        return false;
    }
    *out = batch;
    return true;
}

void segment_batch_discard(struct segment_batch *batch)
{
    if (!batch)
        return;
    char *folder = batch->folder;
    batch->folder = NULL;
    batch_free(batch);
    segment_remove(folder, NULL);
    free(folder);
}

size_t segment_batch_count(const struct segment_batch *batch)
{
    return batch->count;
}

size_t segment_batch_bytes(const struct segment_batch *batch)
{
    return batch->text_bytes;
}

// ---- Words ----

static void read_tokens(struct segment_batch *batch, const struct view *view)
{
    struct token token;
    struct numbered numbered;
    batch->place_count = batch->extra_count = 0;
    for (uint32_t at = 0; token_next(view, &at, &token);) {
        numbering_token(batch->numbering, view, &token, &numbered);
        if (batch->place_count == batch->place_room)
            batch->places = room_for(batch->places, batch->place_count + 1,
                                     &batch->place_room, sizeof *batch->places);
        struct place *place = &batch->places[batch->place_count++];
        *place = (struct place){
            token.from,           numbered.word,  (uint32_t)batch->extra_count,
            numbered.extra_count, token.sentence, 0};
        if (!numbered.extra_count)
            continue;
        batch->extra = room_for(batch->extra, batch->extra_count + numbered.extra_count,
                                &batch->extra_room, sizeof *batch->extra);
        memcpy(batch->extra + batch->extra_count, numbered.extra,
               numbered.extra_count * sizeof *batch->extra);
        batch->extra_count += numbered.extra_count;
    }
    const uint32_t words = words_count(numbering_words(batch->numbering));
    size_t room = batch->room;
    batch->words = room_for(batch->words, words, &room, sizeof *batch->words);
    room = batch->room;
    batch->counts = room_for(batch->counts, words, &room, sizeof *batch->counts);
    batch->room = (uint32_t)room;
}

static void touch(struct segment_batch *batch, uint32_t word)
{
    struct count *count = &batch->counts[word];
    if (count->text || count->title)
        return;
    if (batch->touched_count == batch->touched_room)
        batch->touched = room_for(batch->touched, batch->touched_count + 1,
                                  &batch->touched_room, sizeof *batch->touched);
    batch->touched[batch->touched_count++] = word;
}

static void count_text(struct segment_batch *batch, uint32_t word)
{
    touch(batch, word);
    batch->counts[word].text++;
}

static void count_title(struct segment_batch *batch, uint32_t word)
{
    touch(batch, word);
    batch->counts[word].title++;
}

// The first place at or after a letter of the view.
static size_t place_at(const struct segment_batch *batch, uint32_t letter)
{
    size_t low = 0, high = batch->place_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (batch->places[middle].letter < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void count_places(struct segment_batch *batch, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct place *place = &batch->places[i];
        if (place->word != WORDS_NONE)
            count_text(batch, place->word);
        for (uint32_t j = 0; j < place->extra_count; j++)
            count_text(batch, batch->extra[place->extra + j]);
    }
}

// Adds the words of places to the sequence of the forward file, whose numbers go from 1.
static size_t add_sequence(struct segment_batch *batch, size_t at, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct place *place = &batch->places[i];
        if (place->word == WORDS_NONE)
            continue;
        if (place->sentence && at && batch->sequence[at - 1])
            batch->sequence[at++] = 0;
        place->at = (uint32_t)at;
        batch->sequence[at++] = place->word + 1;
    }
    return at;
}

// The title's words [from, to) first, then a break and the others.
static void write_forward(struct segment_batch *batch, size_t from, size_t to)
{
    batch->sequence = room_for(batch->sequence, 2 * batch->place_count + 2,
                               &batch->sequence_room, sizeof *batch->sequence);
    size_t at = add_sequence(batch, 0, from, to);
    const size_t title = at;
    if (title)
        batch->sequence[at++] = 0;
    at = add_sequence(batch, at, 0, from);
    if (at && batch->sequence[at - 1])
        batch->sequence[at++] = 0;
    at = add_sequence(batch, at, to, batch->place_count);
    buf_clear(&batch->bytes);
    forward_encode(&batch->bytes, batch->sequence, at, title);
    pile_writer_add(batch->forward, buf_str(&batch->bytes));
}

// The words that were counted, and the length that Xapian takes the notice to have.
static void write_postings(struct segment_batch *batch)
{
    uint32_t length = 0;
    for (size_t i = 0; i < batch->touched_count; i++) {
        const uint32_t word = batch->touched[i];
        const struct count *count = &batch->counts[word];
        if (count->text)
            postings_writer_add(batch->postings, word + 1, count->text);
        length += count->text + count->title;
    }
    postings_writer_end(batch->postings, length);
}

// The words that were counted, as terms behind the terms of facts; forgets the counts.
// Other hosts have no postings but Xapian's.
static size_t take_terms(struct segment_batch *batch, const struct terms *facts)
{
    const struct words *words = numbering_words(batch->numbering);
    batch->terms = room_for(batch->terms, facts->count + 2 * batch->touched_count,
                            &batch->term_room, sizeof *batch->terms);
    size_t count = facts->count;
    if (count)
        memcpy(batch->terms, facts->items, count * sizeof *batch->terms);
    for (size_t i = 0; i < batch->touched_count; i++) {
        const uint32_t word = batch->touched[i];
        struct count *counted = &batch->counts[word];
        const struct str term = words_at(words, word);
        if (counted->text && batch->options.servable)
            batch->terms[count++] = (struct xapian_term){term, counted->text};
        if (counted->title)
            batch->terms[count++] = (struct xapian_term){
                field_term(FIELD_TITLE, term, batch->arena), counted->title};
        *counted = (struct count){0, 0};
    }
    batch->touched_count = 0;
    return count;
}

// ---- Notices and directives ----

static bool add_document(struct segment_batch *batch, struct xapian_builder *builder,
                         const struct terms *facts, struct str data, struct error *err)
{
    size_t term_count = take_terms(batch, facts); // may move batch->terms
    const struct xapian_document document = {
        .term_count = term_count,
        .terms = batch->terms,
        .values = facts->values,
        .value_count = facts->value_count,
        .data = data,
    };
    return xapian_builder_add(builder, &document, err);
}

struct stretch {
    size_t from, to; // places
};

static size_t length(struct stretch stretch)
{
    return stretch.to > stretch.from ? stretch.to - stretch.from : 0;
}

// The greatest piece of an item that stands together in the forward file, where the title
// was taken out.
static struct stretch main_stretch(struct stretch item, struct stretch title)
{
    const struct stretch pieces[] = {
        {item.from, item.to < title.from ? item.to : title.from},
        {item.from > title.from ? item.from : title.from,
         item.to < title.to ? item.to : title.to},
        {item.from > title.to ? item.from : title.to, item.to},
    };
    struct stretch best = pieces[0];
    for (size_t i = 1; i < 3; i++)
        if (length(pieces[i]) > length(best))
            best = pieces[i];
    return best;
}

// Where an item stands in the forward file, and which of its words do not.
static void write_item(struct segment_batch *batch, struct stretch item,
                       struct stretch title)
{
    const struct stretch whole = main_stretch(item, title);
    uint32_t from = 0, to = 0;
    for (size_t i = item.from; i < item.to; i++) {
        const struct place *place = &batch->places[i];
        const bool there = i >= whole.from && i < whole.to;
        if (there && place->word != WORDS_NONE) {
            from = to ? from : place->at;
            to = place->at + 1;
        }
        if (!there && place->word != WORDS_NONE)
            count_text(batch, place->word);
        for (uint32_t j = 0; j < place->extra_count; j++)
            count_text(batch, batch->extra[place->extra + j]);
    }
    for (size_t i = 0; i < batch->touched_count; i++) {
        batch->counts[batch->touched[i]] = (struct count){0, 0};
        batch->touched[i]++; // numbers of the forward file go from 1
    }
    items_add(&batch->bytes, from, to, batch->touched, batch->touched_count);
    batch->touched_count = 0;
}

static struct stretch places_of(const struct segment_batch *batch,
                                const struct view *view, struct span span)
{
    return (struct stretch){place_at(batch, view_at(view, span.start)),
                            place_at(batch, view_at(view, span.end))};
}

static void write_items(struct segment_batch *batch, const struct notice *notice,
                        const struct view *view, struct stretch title)
{
    buf_clear(&batch->bytes);
    items_start(&batch->bytes, batch->directive_count);
    for (size_t i = 0; i < notice->directives.count; i++)
        write_item(batch, places_of(batch, view, notice->directives.items[i].span),
                   title);
    pile_writer_add(batch->items, buf_str(&batch->bytes));
    batch->directive_count += (uint32_t)notice->directives.count;
}

// Directives that are served to other hosts carry their words and say which notice they
// stand in, as the forward file and the items stay here.
static bool add_directives(struct segment_batch *batch, const struct notice *notice,
                           const struct view *view, struct str id, struct error *err)
{
    for (size_t number = 1; number <= notice->directives.count; number++) {
        const struct directive_place place = {id, (uint32_t)number};
        struct terms facts;
        terms_of_directive(&facts, notice, id, number, batch->arena);
        buf_clear(&batch->bytes);
        if (batch->options.servable) {
            const struct stretch item =
                places_of(batch, view, notice->directives.items[number - 1].span);
            count_places(batch, item.from, item.to);
            directive_place_encode(&batch->bytes, &place);
        }
        if (!add_document(batch, batch->directives, &facts, buf_str(&batch->bytes), err))
            return false;
    }
    return true;
}

// The words of a title that stands nowhere in the text (it may come from elsewhere) count
// as title only.
static void count_loose_title(struct segment_batch *batch, struct str title)
{
    struct view view;
    struct token token;
    view_read(&view, title, batch->arena);
    for (uint32_t at = 0; token_next(&view, &at, &token);) {
        char term[TERM_SIZE];
        const struct str word = {term, token_term(&view, &token, term)};
        const uint32_t number = words_find(numbering_words(batch->numbering), word);
        if (number < batch->room && number != WORDS_NONE)
            count_title(batch, number);
    }
}

// What other hosts are given of the notice is left in batch->bytes.
static void store_notice(struct segment_batch *batch, const struct notice *notice,
                         struct str id, struct str source)
{
    struct stored stored = {.text = notice->text};
    identity_number_parse(&stored.id, id);
    buf_clear(&batch->facts);
    document_facts(&batch->facts, notice, source);
    stored.facts = buf_str(&batch->facts);
    buf_clear(&batch->bytes);
    packer_add(batch->packer, &batch->bytes, &stored);
    pile_writer_add(batch->documents, buf_str(&batch->bytes));
    buf_clear(&batch->bytes);
    if (batch->served)
        packer_add(batch->served, &batch->bytes, &stored);
}

bool segment_batch_add(struct segment_batch *batch, const struct notice *notice,
                       const struct view *view, struct str id, struct str source,
                       struct error *err)
{
    arena_reset(batch->arena);
    read_tokens(batch, view);
    const struct span span = notice->anatomy.title_span;
    size_t from = 0, to = 0;
    if (span.end > span.start) {
        from = place_at(batch, view_at(view, span.start));
        to = place_at(batch, view_at(view, span.end));
        if (to < from)
            to = from;
    }
    count_places(batch, 0, batch->place_count);
    // What a batch knows of its words is about the whole text; the title is part of it.
    for (size_t i = 0; i < batch->touched_count; i++) {
        struct vocabulary_word *word = &batch->words[batch->touched[i]];
        word->notices++;
        word->occurrences += batch->counts[batch->touched[i]].text;
    }
    for (size_t i = from; i < to; i++)
        if (batch->places[i].word != WORDS_NONE)
            count_title(batch, batch->places[i].word);
    if (from == to && notice->anatomy.title.len)
        count_loose_title(batch, notice->anatomy.title);
    write_forward(batch, from, to);
    write_postings(batch);
    batch->totals.notices++;
    batch->totals.syllables += batch->place_count;
    batch->count++;
    batch->text_bytes += notice->text.len;

    struct terms facts;
    terms_of_notice(&facts, notice, id, batch->arena);
    dates_add(&batch->dates, &facts);
    store_notice(batch, notice, id, source);
    if (!add_document(batch, batch->notices, &facts, buf_str(&batch->bytes), err))
        return false;
    write_items(batch, notice, view, (struct stretch){from, to});
    return add_directives(batch, notice, view, id, err);
}

bool segment_batch_finish(struct segment_batch *batch, struct error *err)
{
    char path[SEGMENT_PATH];
    bool done = xapian_builder_finish(batch->notices, err);
    done = xapian_builder_finish(batch->directives, done ? err : NULL) && done;
    done = pile_writer_close(batch->documents, done ? err : NULL) && done;
    done = pile_writer_close(batch->forward, done ? err : NULL) && done;
    done = pile_writer_close(batch->items, done ? err : NULL) && done;
    batch->notices = batch->directives = NULL;
    batch->documents = batch->forward = batch->items = NULL;
    done =
        done &&
        vocabulary_write(segment_path(path, batch->folder, SEGMENT_VOCABULARY),
                         numbering_words(batch->numbering), batch->words, batch->totals,
                         VOCABULARY_OF_BATCH, err) &&
        postings_write(batch->postings,
                       segment_path(path, batch->folder, SEGMENT_POSTINGS),
                       words_count(numbering_words(batch->numbering)), err) &&
        dates_write(&batch->dates, segment_path(path, batch->folder, SEGMENT_DATES), err);
    if (!done) {
        segment_batch_discard(batch);
        return false;
    }
    batch_free(batch);
    return true;
}

bool segment_rewrite(struct segment_batch *batch, const struct segment *segment,
                     const uint64_t *dead, size_t dead_count, size_t limit,
                     uint32_t *next, struct error *err)
{
    struct arena *arena = arena_new();
    bool done = true;
    size_t added = 0;
    uint32_t number = *next;
    for (; done && number <= segment_count(segment) && added < limit; number++) {
        uint64_t id = 0;
        done = segment_notice_id(segment, number, &id, err);
        if (!done)
            break;
        if (identity_among(id, dead, dead_count))
            continue;
        struct document document;
        struct view view;
        arena_reset(arena);
        done = segment_notice(segment, number, &document, arena, err);
        if (!done)
            break;
        view_read(&view, document.notice.text, arena);
        done = segment_batch_add(batch, &document.notice, &view, document.id,
                                 document.source, err);
        added++;
    }
    *next = number > segment_count(segment) ? 0 : number;
    arena_free(arena);
    return done;
}
