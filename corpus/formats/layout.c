// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/layout.h"

#include "corpus/text.h"

void layout_add(struct draft *draft, PopplerPage *page)
{
    char *text = poppler_page_get_text(page);
    GList *fonts = poppler_page_get_text_attributes(page);
    GList *font = fonts;
    struct str rest = str_of(text);
    for (int i = 0; rest.len; i++) {
        while (font && ((PopplerTextAttributes *)font->data)->end_index < i) {
            font = font->next;
        }
        const PopplerTextAttributes *look = font ? font->data : NULL;
        draft_font(draft, look && look->start_index <= i
                              ? encoding_of_font(str_of(look->font_name))
                              : (struct encoding_font){ENCODING_NONE, false});
        draft_char(draft, text_take(&rest));
    }
    draft_end_line(draft);
    poppler_page_free_text_attributes(fonts);
    g_free(text);
}
