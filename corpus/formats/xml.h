// A small face for libxml2's reader: elements and texts, one after another, by local
// names.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/error.h"
#include "base/str.h"

enum xml_event {
    XML_END,   // of the document
    XML_OPEN,  // an element begins
    XML_CLOSE, // an element ends (also told for empty ones)
    XML_TEXT,
};

struct xml;

// Reads a whole document in memory. External entities and network are out of reach, and
// entities that multiply are refused.
struct xml *xml_open(struct str bytes);
void xml_close(struct xml *xml);
// The next event; after damage in the document *err is filled and XML_END comes.
enum xml_event xml_next(struct xml *xml, struct error *err);
// The element's name without prefix, valid until the next event.
struct str xml_name(const struct xml *xml);
bool xml_is(const struct xml *xml, const char *name);
// The text of XML_TEXT.
struct str xml_text(const struct xml *xml);
// The value of the attribute with this local name, or missing. Valid until the next call
// of xml_attribute or xml_next.
struct str xml_attribute(struct xml *xml, const char *name);
unsigned xml_depth(const struct xml *xml);
// Passes over everything in the element that just opened, its end included.
void xml_skip(struct xml *xml, struct error *err);
