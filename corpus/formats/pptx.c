// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/package.h"
#include "corpus/formats/xml.h"

#include <string.h>

static void read_slide(struct str bytes, struct draft *draft, struct error *err)
{
    struct xml *xml = xml_open(bytes);
    static const struct encoding_font plain = {ENCODING_NONE, false};
    struct encoding_font font = plain;
    bool in_text = false;
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END && !draft->full) {
        if (event == XML_TEXT) {
            if (in_text) {
                draft_font(draft, font);
                draft_add(draft, xml_text(xml));
            }
        } else if (xml_is(xml, "t")) {
            in_text = event == XML_OPEN;
        } else if (event == XML_OPEN && xml_is(xml, "r")) {
            font = plain;
        } else if (event == XML_OPEN && xml_is(xml, "latin")) {
            font = encoding_of_font(xml_attribute(xml, "typeface"));
        } else if (event == XML_OPEN && xml_is(xml, "br")) {
            draft_line(draft);
        } else if (event == XML_CLOSE && xml_is(xml, "p")) {
            draft_end_line(draft);
        }
    }
    xml_close(xml);
}

// A slide is a page.
bool pptx_read(const struct package *package, struct draft *draft, struct error *err)
{
    bool first = true;
    draft->paged = true;
    for (size_t i = 0; i < package->count && !draft->full; i++) {
        if (strncmp(package->parts[i].name, "ppt/slides/slide", 16) == 0) {
            if (!first) {
                draft_page(draft);
            }
            first = false;
            read_slide(buf_str(&package->parts[i].bytes), draft, err);
        }
    }
    return err->code == ERROR_NONE;
}
