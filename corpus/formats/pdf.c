// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"
#include "corpus/formats/layout.h"
#include "corpus/formats/page.h"

#include <cairo.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

enum {
    DOTS = 300,
    COARSEST = 140,
    // letters: less on a page that is a picture is a stamp, a signature or a page
    // number
    STAMP = 400,
    JUDGED_FROM = 60, // letters that a page must have to be called damaged
};

struct pdf_page {
    PopplerPage *page;
    cairo_surface_t *surface;
};

// A scan is drawn with the points that it has: what is made finer says nothing more, and
// blurs small marks.
static double dots_of(PopplerPage *page, double width)
{
    double dots = DOTS;
    GList *list = poppler_page_get_image_mapping(page);
    for (GList *at = list; at; at = at->next) {
        const PopplerImageMapping *image = at->data;
        double across = fabs(image->area.x2 - image->area.x1);
        if (across < 0.8 * width) {
            continue;
        }
        cairo_surface_t *surface = poppler_page_get_image(page, image->image_id);
        if (surface && cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE) {
            double own = cairo_image_surface_get_width(surface) / across * 72;
            dots = own > COARSEST && own < DOTS ? own : DOTS;
        }
        if (surface) {
            cairo_surface_destroy(surface);
        }
        break;
    }
    poppler_page_free_image_mapping(list);
    return dots;
}

static bool draw(void *context, struct picture *picture, struct error *err)
{
    struct pdf_page *page = context;
    double width;
    double height;
    poppler_page_get_size(page->page, &width, &height);
    double scale = dots_of(page->page, width) / 72.0;
    if (!(width > 0) || !(height > 0) || width > 1e5 || height > 1e5) {
        return error_set(err, ERROR_FILE, "a page without a size");
    }
    // Large plans are drawn coarser.
    double pixels = width * height * scale * scale;
    if (pixels > 40e6) {
        scale *= sqrt(40e6 / pixels);
    }
    page->surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
    if (cairo_surface_status(page->surface) != CAIRO_STATUS_SUCCESS) {
        return error_set(err, ERROR_FILE, "a page that is too large to be drawn");
    }
    cairo_t *cairo = cairo_create(page->surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page->page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(page->surface);
    *picture = (struct picture){.pixels = cairo_image_surface_get_data(page->surface),
                                .width = cairo_image_surface_get_width(page->surface),
                                .height = cairo_image_surface_get_height(page->surface),
                                .stride = cairo_image_surface_get_stride(page->surface),
                                .depth = 4,
                                .dots = (int)(scale * 72 + 0.5)};
    return picture->pixels != NULL;
}

static void draw_done(void *context)
{
    struct pdf_page *page = context;
    if (page->surface) {
        cairo_surface_destroy(page->surface);
        page->surface = NULL;
    }
}

// Which part of the page pictures cover, 0 to 1.
static double pictured(PopplerPage *page)
{
    double width;
    double height;
    double covered = 0;
    poppler_page_get_size(page, &width, &height);
    GList *list = poppler_page_get_image_mapping(page);
    for (GList *at = list; at; at = at->next) {
        const PopplerImageMapping *image = at->data;
        covered +=
            fabs(image->area.x2 - image->area.x1) * fabs(image->area.y2 - image->area.y1);
    }
    poppler_page_free_image_mapping(list);
    double area = width * height;
    return area > 0 ? covered / area : 0;
}

// Is the text of this page what stands on it? A stamp on a scan is not, nor letters whose
// shapes were lost on the way.
static bool needs_recognition(PopplerPage *page, const struct draft *draft, size_t from)
{
    struct str text = str_slice(buf_str(&draft->text), from, draft->text.len);
    struct encoding_quality quality =
        encoding_judge(text, draft->runs, draft->run_count, from);
    if (quality.letters < STAMP) {
        double covered = pictured(page);
        if (covered > 0.4 || (quality.letters == 0 && covered > 0.05)) {
            return true;
        }
    }
    return quality.letters >= JUDGED_FROM && quality.damaged;
}

static bool read_page(const struct document *document, PopplerPage *popplers,
                      unsigned number, struct draft *draft, struct error *err)
{
    struct desk *desk = document->desk;
    size_t from = draft->text.len;
    size_t runs = draft->run_count;
    layout_add(draft, popplers);
    bool needed = needs_recognition(popplers, draft, from);
    if (!needed && desk->ocr != READER_OCR_ALL) {
        return true;
    }
    struct pdf_page page = {.page = popplers};
    struct page_picture picture = {draw, draw_done, &page};
    struct draft recognised = {.most = draft->most};
    struct error error = {0};
    if (page_recognise(document, number, desk->ocr != READER_OCR_NEVER, &picture,
                       &recognised, &error)) {
        // What was recognised stands for the text of the page; what little text it had is
        // mostly a stamp that the picture shows too.
        if (str_trim(buf_str(&recognised.text)).len || needed) {
            draft->text.len = from;
            draft->run_count = runs < draft->run_count ? runs : draft->run_count;
            draft_font(draft, (struct encoding_font){ENCODING_SURE, false});
            draft_add(draft, buf_str(&recognised.text));
            draft_end_line(draft);
            draft->recognised += recognised.recognised;
            draft->confidence += recognised.confidence;
        }
    } else if (needed) {
        draft->pictures++;
        if (error.code != ERROR_NONE && err->code == ERROR_NONE) {
            *err = error;
        }
    }
    draft_free(&recognised);
    return true;
}

bool pdf_read(const struct document *document, struct draft *draft, struct error *err)
{
    GError *error = NULL;
    GBytes *bytes = g_bytes_new_static(document->bytes.at, document->bytes.len);
    PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &error);
    if (!pdf) {
        bool locked =
            error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
        error_set(err, ERROR_FILE, "%s",
                  locked ? "it is locked with a password"
                         : "a PDF document that is damaged");
        g_clear_error(&error);
        g_bytes_unref(bytes);
        return false;
    }
    int count = poppler_document_get_n_pages(pdf);
    draft->paged = true;
    for (int i = 0; i < count && !draft->full; i++) {
        if (i >= DESK_PAGES) {
            error_set(err, ERROR_FILE, "more than %d pages", DESK_PAGES);
            break;
        }
        if (i) {
            draft_page(draft);
        }
        PopplerPage *page = poppler_document_get_page(pdf, i);
        if (page) {
            read_page(document, page, (unsigned)i + 1, draft, err);
            g_object_unref(page);
        }
    }
    if (count <= 0) {
        error_set(err, ERROR_FILE, "a PDF document without pages");
    }
    g_object_unref(pdf);
    g_bytes_unref(bytes);
    return err->code == ERROR_NONE;
}
