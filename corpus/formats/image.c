// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"
#include "corpus/formats/page.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

struct image {
    struct str bytes;
    int page; // from 0; pages of a TIFF
    PIX *grey;
};

static bool draw(void *context, struct picture *picture, struct error *err)
{
    struct image *image = context;
    l_int32 format;
    l_int32 width = 0;
    l_int32 height = 0;
    const l_uint8 *bytes = (const l_uint8 *)image->bytes.at;
    // The size is looked at before anything is unpacked.
    if (pixReadHeaderMem(bytes, image->bytes.len, &format, &width, &height, NULL, NULL,
                         NULL) != 0 ||
        width <= 0 || height <= 0) {
        return error_set(err, ERROR_FILE,
                         "an image that is damaged, or of a kind that is not read");
    }
    if ((double)width * height > DESK_PIXELS) {
        return error_set(err, ERROR_FILE,
                         "an image of %d × %d points; up to %d million points are read",
                         width, height, DESK_PIXELS / 1000000);
    }
    PIX *pixels = image->page ? pixReadMemTiff(bytes, image->bytes.len, image->page)
                              : pixReadMem(bytes, image->bytes.len);
    PIX *flat = pixels ? pixRemoveAlpha(pixels) : NULL;
    image->grey = flat ? pixConvertTo8(flat, 0) : NULL;
    int dots = pixels ? pixGetXRes(pixels) : 0;
    pixDestroy(&pixels);
    pixDestroy(&flat);
    if (!image->grey) {
        return error_set(err, ERROR_FILE, "an image that is damaged");
    }
    // Leptonica keeps words of 32 bits in the machine's order; the recogniser wants bytes
    // in theirs.
    pixEndianByteSwap(image->grey);
    *picture = (struct picture){.pixels = (const unsigned char *)pixGetData(image->grey),
                                .width = pixGetWidth(image->grey),
                                .height = pixGetHeight(image->grey),
                                .stride = pixGetWpl(image->grey) * 4,
                                .depth = 1,
                                .dots = dots};
    return true;
}

static void draw_done(void *context)
{
    struct image *image = context;
    pixDestroy(&image->grey);
}

static int page_count(struct str bytes)
{
    enum { PAGES_MOST = 2000 };
    l_int32 count = 1;
    bool tiff = str_starts(bytes, STR("II*\0")) || str_starts(bytes, STR("MM\0*"));
    FILE *file = tiff ? fmemopen((void *)bytes.at, bytes.len, "rb") : NULL;
    if (file) {
        if (tiffGetCount(file, &count) != 0 || count < 1) {
            count = 1;
        }
        fclose(file);
    }
    return count < PAGES_MOST ? count : PAGES_MOST;
}

bool image_read(const struct document *document, struct draft *draft, struct error *err)
{
    setMsgSeverity(L_SEVERITY_NONE);
    int count = page_count(document->bytes);
    draft->paged = true;
    for (int i = 0; i < count && !draft->full && err->code == ERROR_NONE; i++) {
        struct image image = {.bytes = document->bytes, .page = i};
        struct page_picture picture = {draw, draw_done, &image};
        if (i) {
            draft_page(draft);
        }
        bool now = document->desk->ocr != READER_OCR_NEVER;
        if (!page_recognise(document, (unsigned)i + 1, now, &picture, draft, err)) {
            draft->pictures++;
        }
    }
    return err->code == ERROR_NONE;
}
