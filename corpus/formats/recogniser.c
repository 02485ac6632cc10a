// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/recogniser.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

enum {
    DOTS = 300,      // what a picture without a resolution is taken for
    GOOD = 75,       // a mean confidence from which on nothing else is tried
    SURE = 2,        // how sure the detector of orientation must be
    SMALL_SIDE = 40, // pictures smaller than this hold no text
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

// A picture of one byte a pixel: 0 black, 255 white.
struct grey {
    unsigned char *pixels;
    int width;
    int height;
};

static struct grey grey_of(const struct picture *picture)
{
    struct grey grey = {memory_new((size_t)picture->width * (size_t)picture->height),
                        picture->width, picture->height};
    unsigned char *to = grey.pixels;
    for (int y = 0; y < picture->height; y++) {
        const unsigned char *row = picture->pixels + (size_t)y * (size_t)picture->stride;
        for (int x = 0; x < picture->width; x++) {
            if (picture->depth == 1) {
                *to++ = row[x];
                continue;
            }
            uint32_t pixel;
            memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
            unsigned red = pixel >> 16 & 0xFF;
            unsigned green = pixel >> 8 & 0xFF;
            unsigned blue = pixel & 0xFF;
            *to++ = (unsigned char)((red * 77 + green * 150 + blue * 29) >> 8);
        }
    }
    return grey;
}

// Turns clockwise by 90, 180 or 270 degrees.
static struct grey turned(const struct grey *from, int degrees)
{
    bool swap = degrees % 180 != 0;
    struct grey to = {memory_new((size_t)from->width * (size_t)from->height),
                      swap ? from->height : from->width,
                      swap ? from->width : from->height};
    for (int y = 0; y < from->height; y++) {
        for (int x = 0; x < from->width; x++) {
            int to_x = degrees == 90    ? from->height - 1 - y
                       : degrees == 180 ? from->width - 1 - x
                                        : y;
            int to_y = degrees == 90    ? x
                       : degrees == 180 ? from->height - 1 - y
                                        : from->width - 1 - x;
            to.pixels[(size_t)to_y * (size_t)to.width + (size_t)to_x] =
                from->pixels[(size_t)y * (size_t)from->width + (size_t)x];
        }
    }
    return to;
}

// Appends what the engine reads and returns its mean confidence, 0 to 100.
static int recognise(struct buf *out, const struct grey *grey, int dots)
{
    TessBaseAPISetPageSegMode(engine, PSM_AUTO);
    TessBaseAPISetImage(engine, grey->pixels, grey->width, grey->height, 1, grey->width);
    TessBaseAPISetSourceResolution(engine, dots);
    int confidence = 0;
    if (TessBaseAPIRecognize(engine, NULL) == 0) {
        char *text = TessBaseAPIGetUTF8Text(engine);
        if (text) {
            buf_add_str(out, str_of(text));
            TessDeleteText(text);
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
    struct grey grey = grey_of(picture);
    struct buf text = {0};
    int sure = recognise(&text, &grey, dots);
    if (sure < GOOD) {
        int degrees = way_up(&grey, dots);
        // A picture that is wider than high was perhaps laid on the side, even when the
        // detector cannot tell.
        if (degrees) {
            struct grey upright = turned(&grey, degrees);
            struct buf again = {0};
            int better = recognise(&again, &upright, dots);
            if (better > sure) {
                sure = better;
                buf_clear(&text);
                buf_add_str(&text, buf_str(&again));
            }
            buf_free(&again);
            free(upright.pixels);
        }
    }
    free(grey.pixels);
    buf_add_str(out, buf_str(&text));
    buf_free(&text);
    *confidence = sure / 100.0;
    return true;
}
