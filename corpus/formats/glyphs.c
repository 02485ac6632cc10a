// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/glyphs.h"

#include "base/arena.h"
#include "corpus/text.h"

#include <cairo-pdf.h>
#include <stdlib.h>

enum { STAMPS_MOST = 64 };

struct area {
    float x1;
    float y1;
    float x2;
    float y2;
};

void glyphs_add(struct glyphs *glyphs, struct glyph glyph)
{
    if (glyphs->count == glyphs->room) {
        glyphs->room = glyphs->room ? glyphs->room * 2 : 1024;
        glyphs->list = memory_resize(glyphs->list, glyphs->room * sizeof *glyphs->list);
    }
    glyphs->list[glyphs->count++] = glyph;
}

static bool is_space(uint32_t character)
{
    return character <= ' ' || character == 0xA0;
}

static bool inside(const struct area *area, const struct glyph *glyph)
{
    float x = (glyph->x1 + glyph->x2) / 2;
    float y = (glyph->y1 + glyph->y2) / 2;
    return x > area->x1 && x < area->x2 && y > area->y1 && y < area->y2;
}

// Adds the letters of the page; with `areas` only those that lie in one of them and do
// not stand on the page already.
static void add_page(struct glyphs *glyphs, PopplerPage *page, const struct area *areas,
                     size_t area_count)
{
    char *text = poppler_page_get_text(page);
    PopplerRectangle *places = NULL;
    guint place_count = 0;
    poppler_page_get_text_layout(page, &places, &place_count);
    GList *looks = poppler_page_get_text_attributes(page);
    GList *look = looks;
    struct str rest = str_of(text);
    size_t own = glyphs->count;
    bool space = true;
    const PopplerTextAttributes *told = NULL;
    struct encoding_font hint = {ENCODING_NONE, false};
    for (guint i = 0; rest.len && i < place_count; i++) {
        uint32_t character = text_take(&rest);
        while (look && ((PopplerTextAttributes *)look->data)->end_index < (int)i) {
            look = look->next;
        }
        if (is_space(character)) {
            space = true;
            continue;
        }
        const PopplerTextAttributes *font = look ? look->data : NULL;
        if (font != told) {
            told = font;
            hint = font && font->font_name ? encoding_of_font(str_of(font->font_name))
                                           : (struct encoding_font){ENCODING_NONE, false};
        }
        struct glyph glyph = {.x1 = (float)places[i].x1,
                              .y1 = (float)places[i].y1,
                              .x2 = (float)places[i].x2,
                              .y2 = (float)places[i].y2,
                              .character = character,
                              .font = hint,
                              .space_before = space};
        for (size_t j = 0; j < area_count && !glyph.stamp; j++) {
            glyph.stamp = inside(&areas[j], &glyph) ? (uint16_t)(j + 1) : 0;
        }
        bool wanted = !areas || glyph.stamp;
        for (size_t j = 0; areas && wanted && j < own; j++) {
            const struct glyph *there = &glyphs->list[j];
            struct area around = {there->x1 - 1, there->y1 - 1, there->x2 + 1,
                                  there->y2 + 1};
            wanted = there->character != character || !inside(&around, &glyph);
        }
        if (wanted) {
            glyphs_add(glyphs, glyph);
            space = false;
        }
    }
    poppler_page_free_text_attributes(looks);
    g_free(places);
    g_free(text);
}

static cairo_status_t collect(void *context, const unsigned char *bytes, unsigned len)
{
    g_byte_array_append(context, bytes, len);
    return CAIRO_STATUS_SUCCESS;
}

// Numbers and dates are put on a signed notice as signatures with a picture of their own,
// which is no text of the page. So the page is drawn into another file, in which it is.
static void add_stamps(struct glyphs *glyphs, PopplerPage *page, const struct area *areas,
                       size_t area_count)
{
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        collect, bytes, (double)glyphs->width, (double)glyphs->height);
    cairo_t *cairo = cairo_create(surface);
    for (size_t i = 0; i < area_count; i++) {
        cairo_rectangle(cairo, (double)areas[i].x1, (double)areas[i].y1,
                        (double)(areas[i].x2 - areas[i].x1),
                        (double)(areas[i].y2 - areas[i].y1));
    }
    cairo_clip(cairo);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    GBytes *drawn = g_byte_array_free_to_bytes(bytes);
    PopplerDocument *pdf = poppler_document_new_from_bytes(drawn, NULL, NULL);
    PopplerPage *first = pdf && poppler_document_get_n_pages(pdf) > 0
                             ? poppler_document_get_page(pdf, 0)
                             : NULL;
    if (first) {
        add_page(glyphs, first, areas, area_count);
        g_object_unref(first);
    }
    if (pdf) {
        g_object_unref(pdf);
    }
    g_bytes_unref(drawn);
}

static size_t find_stamps(struct area *areas, PopplerPage *page, float height)
{
    size_t count = 0;
    GList *list = poppler_page_get_annot_mapping(page);
    for (GList *at = list; at && count < STAMPS_MOST; at = at->next) {
        const PopplerAnnotMapping *mapping = at->data;
        PopplerAnnotType type = poppler_annot_get_annot_type(mapping->annot);
        bool hidden = poppler_annot_get_flags(mapping->annot) &
                      (POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_NO_VIEW);
        bool seen = type == POPPLER_ANNOT_WIDGET || type == POPPLER_ANNOT_FREE_TEXT ||
                    type == POPPLER_ANNOT_STAMP;
        if (seen && !hidden && mapping->area.x2 - mapping->area.x1 > 2 &&
            mapping->area.y2 - mapping->area.y1 > 2) {
            areas[count++] =
                (struct area){(float)mapping->area.x1, height - (float)mapping->area.y2,
                              (float)mapping->area.x2, height - (float)mapping->area.y1};
        }
    }
    poppler_page_free_annot_mapping(list);
    return count;
}

void glyphs_read(struct glyphs *glyphs, PopplerPage *page)
{
    double width;
    double height;
    poppler_page_get_size(page, &width, &height);
    *glyphs = (struct glyphs){.width = (float)width, .height = (float)height};
    add_page(glyphs, page, NULL, 0);
    struct area areas[STAMPS_MOST];
    size_t count = find_stamps(areas, page, glyphs->height);
    if (count && width > 1 && height > 1 && width < 20000 && height < 20000) {
        add_stamps(glyphs, page, areas, count);
    }
}

void glyphs_free(struct glyphs *glyphs)
{
    free(glyphs->list);
}
