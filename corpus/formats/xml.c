// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/xml.h"

#include "base/arena.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct xml {
    xmlTextReaderPtr reader;
    bool close_next; // an empty element was told to open: its end comes next
    xmlChar *attribute;
};

struct xml *xml_open(struct str bytes)
{
    struct xml *xml = memory_new(sizeof *xml);
    *xml = (struct xml){0};
    int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER;
    int len = bytes.len < INT_MAX ? (int)bytes.len : INT_MAX;
    xml->reader = xmlReaderForMemory(bytes.at, len, NULL, NULL, options);
    return xml;
}

void xml_close(struct xml *xml)
{
    if (xml->attribute) {
        xmlFree(xml->attribute);
    }
    if (xml->reader) {
        xmlFreeTextReader(xml->reader);
    }
    free(xml);
}

enum xml_event xml_next(struct xml *xml, struct error *err)
{
    if (!xml->reader) {
        error_set(err, ERROR_FILE, "the XML in it cannot be read");
        return XML_END;
    }
    if (xml->close_next) {
        xml->close_next = false;
        return XML_CLOSE;
    }
    int more;
    while ((more = xmlTextReaderRead(xml->reader)) == 1) {
        switch (xmlTextReaderNodeType(xml->reader)) {
        case XML_READER_TYPE_ELEMENT:
            xml->close_next = xmlTextReaderIsEmptyElement(xml->reader) == 1;
            return XML_OPEN;
        case XML_READER_TYPE_END_ELEMENT:
            return XML_CLOSE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            return XML_TEXT;
        default:
            break;
        }
    }
    if (more < 0) {
        error_set(err, ERROR_FILE, "the XML in it is damaged");
    }
    return XML_END;
}

struct str xml_name(const struct xml *xml)
{
    return str_of((const char *)xmlTextReaderConstLocalName(xml->reader));
}

bool xml_is(const struct xml *xml, const char *name)
{
    const xmlChar *here = xmlTextReaderConstLocalName(xml->reader);
    return here && strcmp((const char *)here, name) == 0;
}

struct str xml_text(const struct xml *xml)
{
    return str_of((const char *)xmlTextReaderConstValue(xml->reader));
}

struct str xml_attribute(struct xml *xml, const char *name)
{
    if (xml->attribute) {
        xmlFree(xml->attribute);
        xml->attribute = NULL;
    }
    // The prefix differs from writer to writer, so attributes are found by their local
    // names.
    for (int found = xmlTextReaderMoveToFirstAttribute(xml->reader); found == 1;
         found = xmlTextReaderMoveToNextAttribute(xml->reader)) {
        if (xml_is(xml, name)) {
            xml->attribute = xmlTextReaderValue(xml->reader);
            break;
        }
    }
    xmlTextReaderMoveToElement(xml->reader);
    return str_of((const char *)xml->attribute);
}

unsigned xml_depth(const struct xml *xml)
{
    int depth = xmlTextReaderDepth(xml->reader);
    return depth < 0 ? 0 : (unsigned)depth;
}

void xml_skip(struct xml *xml, struct error *err)
{
    if (xml->close_next) {
        xml->close_next = false;
        return;
    }
    unsigned depth = xml_depth(xml);
    enum xml_event event;
    while ((event = xml_next(xml, err)) != XML_END) {
        if (event == XML_CLOSE && xml_depth(xml) == depth) {
            return;
        }
    }
}
