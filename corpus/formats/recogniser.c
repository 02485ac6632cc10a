// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/recogniser.h"

#include "base/arena.h"
#include "corpus/formats/scan.h"
#include "corpus/formats/seal.h"

#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

enum {
    DOTS = 300,      // what a picture without a resolution is taken for
    GOOD = 75,       // a mean confidence from which on nothing else is tried
    SURE = 2,        // how sure the detector of orientation must be
    SMALL_SIDE = 40, // pictures smaller than this hold no text
    PERFECT = 96,    // a mean confidence from which on nothing is read again
    FINE = 250,      // dots: finer pictures are read again coarser, others finer
    LONG_LINE = 300, // points: lines that long tell how the page is skewed
    SLOPES_MOST = 256,
    HEIGHTS_MOST = 64,
    LARGE = 60 * 1000 * 1000, // points: larger pictures are not read twice
    // What lies under a seal is read without what is so many 200ths of an inch thick, in
    // two sizes.
    THICK_LEAST = 5,
    THICK_MOST = 11,
    THICK_STEP = 2,
    READINGS = 2 * ((THICK_MOST - THICK_LEAST) / THICK_STEP + 1),
    COARSE = 200,
};

// Made when they are first needed, and kept: reading the tables takes longer than reading
// a page.
static TessBaseAPI *engine;
static TessBaseAPI *compass; // tells which way is up

void recogniser_prepare(void)
{
    // The libraries find their tables by themselves; nothing has to be opened before.
}

static TessBaseAPI *start(const char *language)
{
    TessBaseAPI *made = TessBaseAPICreate();
    if (made && TessBaseAPIInit3(made, NULL, language) != 0) {
        TessBaseAPIDelete(made);
        made = NULL;
    }
    return made;
}

static struct grey upright(const struct picture *picture, enum grey_ink ink, int degrees)
{
    struct grey grey = grey_of(picture, ink);
    if (degrees) {
        struct grey turned = grey_turned(&grey, degrees);
        free(grey.pixels);
        grey = turned;
    }
    return grey;
}

static int by_value(const void *left, const void *right)
{
    float a = *(const float *)left;
    float b = *(const float *)right;
    return a < b ? -1 : a > b;
}

static float median(float *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

// A line of words: how far it sinks, a point a point, and how high its words are.
struct line {
    float slope;
    float at_zero; // where its base is at the left edge
    size_t first;  // words
};

static void end_line(struct scan *scan, const struct line *line)
{
    float heights[HEIGHTS_MOST] = {0};
    size_t count = 0;
    for (size_t i = line->first; i < scan->count && count < HEIGHTS_MOST; i++) {
        heights[count++] = scan->words[i].y2 - scan->words[i].y1;
    }
    float height = count ? median(heights, count) : 0;
    for (size_t i = line->first; i < scan->count; i++) {
        struct scan_word *word = &scan->words[i];
        word->height = height;
        word->base = line->at_zero + line->slope * (word->x1 + word->x2) / 2;
    }
}

// Places are divided by `scale`.
static void add_words(struct scan *scan, TessResultIterator *at, float scale)
{
    const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
    float slopes[SLOPES_MOST] = {0};
    size_t slope_count = 0;
    struct line line = {0};
    do {
        int x1;
        int y1;
        int x2;
        int y2;
        if (TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE)) {
            end_line(scan, &line);
            line = (struct line){.first = scan->count};
            if (TessPageIteratorBaseline(place, RIL_TEXTLINE, &x1, &y1, &x2, &y2) &&
                x2 > x1) {
                line.slope = (float)(y2 - y1) / (float)(x2 - x1);
                line.at_zero = ((float)y1 - line.slope * (float)x1) / scale;
                if (x2 - x1 > LONG_LINE && slope_count < SLOPES_MOST) {
                    slopes[slope_count++] = line.slope;
                }
            }
        }
        char *text = TessResultIteratorGetUTF8Text(at, RIL_WORD);
        if (text && TessPageIteratorBoundingBox(place, RIL_WORD, &x1, &y1, &x2, &y2)) {
            struct scan_word word = {
                .x1 = (float)x1 / scale,
                .y1 = (float)y1 / scale,
                .x2 = (float)x2 / scale,
                .y2 = (float)y2 / scale,
                .confidence = TessResultIteratorConfidence(at, RIL_WORD),
                .text = arena_copy(scan->arena, str_trim(str_of(text)))};
            scan_add(scan, &word);
        }
        TessDeleteText(text);
    } while (TessResultIteratorNext(at, RIL_WORD));
    end_line(scan, &line);
    scan->slope = slope_count ? median(slopes, slope_count) : 0;
}

// Adds what the engine reads to the scan, places divided by `scale`, and returns its
// mean confidence, 0 to 100.
static int recognise(struct scan *scan, const struct grey *grey, int dots, double scale,
                     TessPageSegMode mode)
{
    TessBaseAPISetPageSegMode(engine, mode);
    TessBaseAPISetImage(engine, grey->pixels, grey->width, grey->height, 1, grey->width);
    TessBaseAPISetSourceResolution(engine, dots);
    int confidence = 0;
    scan->width = (float)(grey->width / scale);
    scan->height = (float)(grey->height / scale);
    if (TessBaseAPIRecognize(engine, NULL) == 0) {
        TessResultIterator *at = TessBaseAPIGetIterator(engine);
        if (at) {
            add_words(scan, at, (float)scale);
            TessResultIteratorDelete(at);
        }
        confidence = TessBaseAPIMeanTextConf(engine);
    }
    TessBaseAPIClear(engine);
    return confidence;
}

// By how many degrees the page must be turned clockwise to stand upright; 0 when nobody
// can tell.
static int way_up(const struct grey *grey, int dots)
{
    int degrees = 0;
    float sure = 0;
    if (!compass) {
        compass = start("osd");
    }
    if (!compass) {
        return 0;
    }
    TessBaseAPISetPageSegMode(compass, PSM_OSD_ONLY);
    TessBaseAPISetImage(compass, grey->pixels, grey->width, grey->height, 1, grey->width);
    TessBaseAPISetSourceResolution(compass, dots);
    const char *script;
    float script_sure;
    bool told = TessBaseAPIDetectOrientationScript(compass, &degrees, &sure, &script,
                                                   &script_sure);
    TessBaseAPIClear(compass);
    // The detector says how far the page was turned anticlockwise of upright.
    return told && sure >= SURE ? (360 - degrees) % 360 : 0;
}

// Reads again what `first` read of the picture, as if it had been scanned finer or coarser
// and without seals: small marks are lost now in the one size, now in the other.
static void read_again(struct scan *first, const struct picture *picture, int degrees,
                       int dots)
{
    double scale = dots < FINE ? 1.5 : 1 / 1.5;
    if ((double)picture->width * picture->height * scale * scale > LARGE) {
        return;
    }
    struct scan second = {.arena = first->arena};
    struct grey grey = upright(picture, GREY_WITHOUT_RED, degrees);
    struct grey scaled = grey_scaled(&grey, scale);
    free(grey.pixels);
    recognise(&second, &scaled, (int)(dots * scale), scale, PSM_AUTO);
    free(scaled.pixels);
    scan_join(first, &second);
}

// What lies under a seal, read again and again.
struct under_seal {
    struct scan readings[READINGS];
    size_t count;
    struct seal seal;
    struct seal_place place;
};

// Once more, without what of its rim is that thick and as if scanned with so many dots.
static void read_without_rim(struct under_seal *under, struct arena *arena,
                             const struct grey *page, int dots, int thick, int in_dots)
{
    struct scan *reading = &under->readings[under->count++];
    struct seal_place place = under->place;
    struct grey part = seal_without_rim(&under->seal, page, place, dots, thick);
    double scale = (double)in_dots / dots;
    struct grey scaled = grey_scaled(&part, scale);
    *reading = (struct scan){.arena = arena};
    recognise(reading, &scaled, in_dots, scale, PSM_SINGLE_BLOCK);
    free(scaled.pixels);
    free(part.pixels);
    for (size_t i = 0; i < reading->count; i++) {
        struct scan_word *word = &reading->words[i];
        word->x1 += (float)place.x;
        word->x2 += (float)place.x;
        word->y1 += (float)place.y;
        word->y2 += (float)place.y;
        word->base += (float)place.y;
    }
}

// A black seal lies over the end of the title and the beginning of the name, and the
// engine takes all that it touches for a picture. Nobody can tell how thick its rim is
// where it meets the letters, so it is taken away in some ways.
static void read_under_seal(struct scan *scan, const struct picture *picture, int degrees,
                            int dots)
{
    struct under_seal under = {.count = 0};
    if (dots < COARSE / 2 || dots > 10 * COARSE / 2 ||
        (double)picture->width * picture->height > LARGE) {
        return;
    }
    struct grey page = upright(picture, GREY_WITHOUT_RED, degrees);
    if (seal_find(&under.seal, &page, dots)) {
        under.place = seal_place(&under.seal, &page);
        for (int thick = THICK_LEAST; thick <= THICK_MOST; thick += THICK_STEP) {
            read_without_rim(&under, scan->arena, &page, dots, thick, COARSE);
            read_without_rim(&under, scan->arena, &page, dots, thick, DOTS);
        }
        scan_add_agreed(scan, under.readings, under.count);
    }
    free(page.pixels);
}

bool recogniser_read(struct buf *out, double *confidence, const struct picture *picture,
                     struct error *err)
{
    *confidence = 0;
    if (!engine) {
        engine = start("vie");
    }
    if (!engine) {
        return error_set(err, ERROR_FILE,
                         "pages cannot be recognised: tesseract has no Vietnamese here "
                         "(tesseract-ocr-vie)");
    }
    if (picture->width < SMALL_SIDE || picture->height < SMALL_SIDE) {
        return true;
    }
    int dots = picture->dots >= 70 ? picture->dots : DOTS;
    struct arena *arena = arena_new();
    struct scan scan = {.arena = arena};
    struct grey grey = upright(picture, GREY_ALL, 0);
    int degrees = 0;
    int sure = recognise(&scan, &grey, dots, 1, PSM_AUTO);
    int turn = sure < GOOD ? way_up(&grey, dots) : 0;
    free(grey.pixels);
    if (turn) {
        struct scan turned = {.arena = arena};
        grey = upright(picture, GREY_ALL, turn);
        int better = recognise(&turned, &grey, dots, 1, PSM_AUTO);
        free(grey.pixels);
        if (better > sure) {
            sure = better;
            scan = turned;
            degrees = turn;
        }
    }
    if (sure < PERFECT) {
        read_again(&scan, picture, degrees, dots);
    }
    read_under_seal(&scan, picture, degrees, dots);
    scan_doubt_head(&scan);
    scan_write(&scan, out);
    arena_free(arena);
    *confidence = sure / 100.0;
    return true;
}
