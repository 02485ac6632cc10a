// The outline of a notice: which headings stand above a paragraph, to whom they speak,
// and whether what they hold is to be done.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/assignee.h"
#include "analyzers/deadline.h"

// How readily a paragraph is taken for a directive where it stands.
enum zone {
    ZONE_NONE,   // results, reasons, definitions, the frame of the notice
    ZONE_ORDERS, // before any lead-in or heading: what orders somebody
    ZONE_UNITS,  // articles: what is said to a unit
    ZONE_VERBS,  // plans: that, and what begins with a verb that orders
    ZONE_ALL,    // behind "… như sau:" and under the name of a unit: every item
};

enum part {
    PART_FRAME,   // number, title, recipients, signature
    PART_HEADING, // names what follows, orders nothing itself
    PART_LEAD_IN, // "… yêu cầu các phòng tập trung thực hiện các nhiệm vụ sau:"
    PART_FIELD, // "- Đơn vị chủ trì: …" of the item above
    PART_ITEM,  // a paragraph with a mark
    PART_TEXT,  // a paragraph without
};

// A heading or lead-in that is still open.
struct heading {
    int rank; // of its mark: the smaller, the further out
    enum zone zone;
    bool results; // it holds what was done
    bool lead_in;
    bool unmarked;
    bool capitals; // in capitals: what stands under it in small letters does not end it
    struct charge charge;     // to whom it speaks; count 0: to nobody in particular
    struct deadline deadline; // the period it is about
};

enum { OUTLINE_DEPTH = 24 };

//   stack[0]              stack[1]           stack[2]
//   "… kết luận như sau:" "II. Nhiệm vụ"     "3. Phòng Kế hoạch:"     <- stand
//                                                         above the paragraph
struct outline {
    const struct reading *reading;
    struct heading stack[OUTLINE_DEPTH];
    size_t depth;
    // of the text, folded code; an annex with a type of its own changes it
    struct str type;
    // its articles rule for everybody: only tasks of named units are directives
    bool normative;
    bool opened;           // the title is over
    bool said;             // some text or item was seen
    bool ended;            // behind "./." or Nơi nhận
    bool sent_to;          // between "Kính gửi" and the text of a letter
    bool under_unit;       // the paragraph before was the heading of a unit
    struct subject told;   // by the last lead-in
    struct charge title;   // whom the title names
    struct charge readers; // whom a letter is sent to
    struct deadline title_period;
};

void outline_start(struct outline *outline, const struct reading *reading);
// What paragraph `number` is; headings are put on the stack, those that it leaves are
// taken off.
enum part outline_step(struct outline *outline, size_t number);

// The zone of the paragraph that was last stepped to.
// A notice may have no lead-in at all: then its running text is ZONE_ORDERS.
enum zone outline_zone(const struct outline *outline);
// True where the innermost heading names units.
bool outline_charged(const struct outline *outline);
// Who an item here is for when it does not say so itself.
struct charge outline_charge(const struct outline *outline);
// The time limit an item here inherits; DEADLINE_NONE where there is none.
struct deadline outline_deadline(const struct outline *outline);
// The days of the section, as a repeated time phrase would name them; NULL where there
// are none.
const struct days *outline_period(const struct outline *outline);
// True when the paragraph is a line that belongs to the item above it: "Thời gian: …".
bool outline_is_field(const struct reading *reading, const struct paragraph *paragraph);
