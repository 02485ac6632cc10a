// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/document.h"

#include "index/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct error error;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

// A notice in which every fact has a value of its own.
static struct notice full_notice(void)
{
    static const char text[] = "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 12/TB-SKHCN\n\nTHÔNG BÁO\n"
                               "Kết luận của Giám đốc Sở tại cuộc họp giao ban\n"
                               "Giao Văn phòng chủ trì, hoàn thành trước 13 giờ 30 ngày "
                               "30/9/2023 theo Nghị quyết số 163/2021/NQ-HĐND.\n";
    static struct str recipients[] = {{"Như trên", 10}, {"", 0}, {"Lưu: VT", 9}};
    static struct str persons[] = {{"Trần Ngọc Lâm", 15}};
    static struct str refs[] = {{"163/2021/nq-hdnd@quang-tri", 26}};
    static struct assignee assignees[2];
    static struct directive directives[2];
    static struct reference references[1];
    static struct unit units[2];
    static struct person named[1];
    static struct date dates[1];
    struct notice notice = {.text = {text, sizeof text - 1}};
    struct anatomy *anatomy = &notice.anatomy;
    anatomy->type = STR("thông báo");
    anatomy->type_code = STR("TB");
    anatomy->number = STR("/TB-SKHCN");
    anatomy->number_key = STR("12/2023/tb-skhcn@quang-tri");
    anatomy->number_span = (struct span){30, 45};
    anatomy->date = (struct days){20230901, 20230930};
    anatomy->date_source = DATE_MEETING;
    anatomy->title = STR("Kết luận của Giám đốc Sở tại cuộc họp giao ban");
    anatomy->title_span = (struct span){60, 120};
    anatomy->office.province = STR("quang-tri");
    anatomy->office.province_name = STR("Quảng Trị");
    anatomy->office.id = STR("quang-tri/so-khcn");
    anatomy->office.name = STR("Sở Khoa học và Công nghệ");
    anatomy->signer = STR("Trần Ngọc Lâm");
    anatomy->signer_role = STR("");
    anatomy->signer_span = (struct span){150, 170};
    anatomy->recipients = recipients;
    anatomy->recipient_count = 3;
    anatomy->body = (struct span){121, 149};
    references[0] = (struct reference){.span = {1, 20},
                                       .key = STR("163/2021/nq-hdnd@quang-tri"),
                                       .display = STR("163/2021/NQ-HĐND"),
                                       .type = STR("nghị quyết"),
                                       .date = 20211209,
                                       .year_inferred = true,
                                       .pinpoint = STR("Điều 5"),
                                       .relation = RELATION_AMENDS,
                                       .status = STATUS_PLANNED,
                                       .subject = STR("36/2024/nq-hdnd@quang-tri"),
                                       .by = true,
                                       .kind = REFERENCE_ANAPHOR,
                                       .alias = STR("luat:dat-dai:2024")};
    units[0] = (struct unit){.span = {5, 15},
                             .name = STR("Văn phòng"),
                             .id = STR("quang-tri/so-khcn/van-phong"),
                             .heading = true};
    units[1] = (struct unit){.span = {25, 35}, .collective = true};
    named[0] =
        (struct person){.span = {2, 3}, .name = STR("Lê Mỹ"), .role = STR("Giám đốc")};
    dates[0] = (struct date){.span = {7, 17},
                             .days = {20230930, 20230930},
                             .precision = DATE_WEEK,
                             .year = 2023,
                             .week = 39,
                             .hour = 13,
                             .minute = -1};
    assignees[0] = (struct assignee){STR("Văn phòng"), STR("quang-tri/so-khcn/van-phong"),
                                     ROLE_COORDINATE, true};
    assignees[1] = (struct assignee){STR("Thanh tra"), STR(""), ROLE_LEAD, false};
    directives[0] = (struct directive){.span = {100, 149},
                                       .line = 6,
                                       .assignees = assignees,
                                       .assignee_count = 2,
                                       .persons = persons,
                                       .person_count = 1,
                                       .deadline = {.kind = DEADLINE_BEFORE,
                                                    .text = STR("trước 30/9"),
                                                    .days = {0, 20230930},
                                                    .hour = 0,
                                                    .minute = 30,
                                                    .inherited = INHERITED_TITLE},
                                       .refs = refs,
                                       .ref_count = 1};
    directives[1] = (struct directive){.deadline = {.hour = -1, .minute = -1}};
    notice.references = (struct references){references, 1, references, 1};
    notice.units = (struct units){units, 2};
    notice.persons = (struct persons){named, 1};
    notice.dates = (struct dates){dates, 1};
    notice.directives = (struct directives){directives, 2};
    static struct titled titles[1];
    titles[0] = (struct titled){.kind = TITLED_OF,
                                .span = {20, 30},
                                .words = STR("nq-hdnd"),
                                .key = STR("163/2021/nq-hdnd@quang-tri")};
    notice.titles = (struct titles){titles, 1};
    return notice;
}

static struct str encode(const struct notice *notice, struct str source)
{
    struct buf out = {0};
    document_facts(&out, notice, source);
    const struct str bytes = arena_copy(arena, buf_str(&out));
    buf_free(&out);
    return bytes;
}

static bool decode(struct document *out, struct str facts, struct str text)
{
    const struct stored stored = {0x0123456789ab, facts, text};
    return document_from(out, &stored, arena, &error);
}

static void same(struct str a, struct str b)
{
    assert_int_equal(a.at == NULL, b.at == NULL);
    assert_true(str_equal(a, b));
}

static void every_fact_comes_back(void **state)
{
    (void)state;
    const struct notice in = full_notice();
    struct document document;
    const struct str bytes = encode(&in, STR("TCVN3 0.97"));
    assert_true(decode(&document, bytes, in.text));
    const struct notice *out = &document.notice;
    same(document.id, STR("0123456789ab"));
    same(document.source, STR("TCVN3 0.97"));
    same(out->text, in.text);
    const struct anatomy *a = &in.anatomy, *b = &out->anatomy;
    same(a->type, b->type);
    same(a->type_code, b->type_code);
    same(a->number, b->number);
    same(a->number_key, b->number_key);
    same(a->title, b->title);
    same(a->office.province, b->office.province);
    same(a->office.province_name, b->office.province_name);
    same(a->office.id, b->office.id);
    same(a->office.name, b->office.name);
    same(a->signer, b->signer);
    same(a->signer_role, b->signer_role);
    assert_memory_equal(&a->number_span, &b->number_span, sizeof a->number_span);
    assert_memory_equal(&a->title_span, &b->title_span, sizeof a->title_span);
    assert_memory_equal(&a->signer_span, &b->signer_span, sizeof a->signer_span);
    assert_memory_equal(&a->body, &b->body, sizeof a->body);
    assert_memory_equal(&a->date, &b->date, sizeof a->date);
    assert_int_equal(a->date_source, b->date_source);
    assert_int_equal(b->recipient_count, 3);
    for (size_t i = 0; i < 3; i++)
        same(a->recipients[i], b->recipients[i]);
    const struct reference *r = &in.references.items[0], *s = &out->references.items[0];
    assert_int_equal(out->references.count, 1);
    assert_memory_equal(&r->span, &s->span, sizeof r->span);
    same(r->key, s->key);
    same(r->display, s->display);
    same(r->type, s->type);
    same(r->issuer, s->issuer);
    same(r->pinpoint, s->pinpoint);
    same(r->subject, s->subject);
    same(r->alias, s->alias);
    assert_int_equal(r->kind, s->kind);
    assert_int_equal(out->references.law_count, 1);
    same(out->references.laws[0].key, r->key);
    assert_int_equal(r->date, s->date);
    assert_true(s->year_inferred);
    assert_true(s->by);
    assert_int_equal(r->relation, s->relation);
    assert_int_equal(r->status, s->status);
    assert_int_equal(out->units.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct unit *u = &in.units.items[i], *v = &out->units.items[i];
        assert_memory_equal(&u->span, &v->span, sizeof u->span);
        same(u->name, v->name);
        same(u->id, v->id);
        assert_int_equal(u->collective, v->collective);
        assert_int_equal(u->heading, v->heading);
    }
    assert_int_equal(out->persons.count, 1);
    same(out->persons.items[0].name, STR("Lê Mỹ"));
    same(out->persons.items[0].role, STR("Giám đốc"));
    assert_int_equal(out->persons.items[0].span.end, 3);
    const struct date *d = &in.dates.items[0], *e = &out->dates.items[0];
    assert_int_equal(out->dates.count, 1);
    assert_memory_equal(&d->span, &e->span, sizeof d->span);
    assert_memory_equal(&d->days, &e->days, sizeof d->days);
    assert_int_equal(d->precision, e->precision);
    assert_int_equal(d->year, e->year);
    assert_int_equal(d->week, e->week);
    assert_int_equal(d->hour, e->hour);
    assert_int_equal(d->minute, e->minute);
    assert_int_equal(out->directives.count, 2);
    const struct directive *f = &in.directives.items[0], *g = &out->directives.items[0];
    assert_memory_equal(&f->span, &g->span, sizeof f->span);
    assert_int_equal(f->line, g->line);
    assert_int_equal(g->assignee_count, 2);
    for (size_t i = 0; i < 2; i++) {
        same(f->assignees[i].name, g->assignees[i].name);
        same(f->assignees[i].id, g->assignees[i].id);
        assert_int_equal(f->assignees[i].role, g->assignees[i].role);
        assert_int_equal(f->assignees[i].collective, g->assignees[i].collective);
    }
    assert_int_equal(g->person_count, 1);
    same(f->persons[0], g->persons[0]);
    assert_int_equal(g->ref_count, 1);
    same(f->refs[0], g->refs[0]);
    assert_int_equal(f->deadline.kind, g->deadline.kind);
    same(f->deadline.text, g->deadline.text);
    assert_memory_equal(&f->deadline.days, &g->deadline.days, sizeof f->deadline.days);
    assert_int_equal(f->deadline.hour, g->deadline.hour);
    assert_int_equal(f->deadline.minute, g->deadline.minute);
    assert_int_equal(f->deadline.inherited, g->deadline.inherited);
    assert_int_equal(out->directives.items[1].deadline.hour, -1);
    const struct titled *t = &in.titles.items[0], *u = &out->titles.items[0];
    assert_int_equal(out->titles.count, 1);
    assert_int_equal(u->kind, t->kind);
    assert_memory_equal(&u->span, &t->span, sizeof t->span);
    same(u->words, t->words);
    same(u->key, t->key);
    // Encoded again it is the same, byte for byte.
    same(encode(out, document.source), bytes);
}

static void facts_are_read_without_the_text(void **state)
{
    (void)state;
    const struct notice in = full_notice();
    struct document document;
    const struct str missing = {NULL, 0};
    assert_true(decode(&document, encode(&in, missing), missing));
    assert_null(document.notice.text.at);
    assert_null(document.source.at);
    assert_int_equal(document.notice.directives.count, 2);
}

static void an_empty_notice_comes_back(void **state)
{
    (void)state;
    const struct notice in = {.text = STR("")};
    struct document document;
    assert_true(decode(&document, encode(&in, STR("")), in.text));
    assert_int_equal(document.notice.text.len, 0);
    assert_int_equal(document.notice.units.count, 0);
}

static void damaged_bytes_are_refused_or_read_but_never_crash(void **state)
{
    (void)state;
    const struct notice in = full_notice();
    const struct str bytes = encode(&in, STR("plain"));
    struct arena *mine = arena_new();
    struct document document;
    for (size_t len = 0; len < bytes.len; len++) {
        const struct stored cut = {1, str_slice(bytes, 0, len), in.text};
        arena_reset(mine);
        assert_false(document_from(&document, &cut, mine, &error));
    }
    char *copy = arena_alloc(arena, bytes.len);
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        memcpy(copy, bytes.at, bytes.len);
        for (int i = 0; i <= round % 3; i++) {
            random = random * 1664525 + 1013904223;
            copy[(random >> 8) % bytes.len] = (char)(random >> 4);
        }
        const struct stored damaged = {1, {copy, bytes.len}, in.text};
        arena_reset(mine);
        document_from(&document, &damaged, mine, &error);
    }
    arena_free(mine);
}

static void the_place_of_a_directive_comes_back(void **state)
{
    (void)state;
    struct buf out = {0};
    const struct directive_place in = {STR("00000000beef"), 300};
    struct directive_place place;
    directive_place_encode(&out, &in);
    assert_int_equal(out.len, 8);
    assert_true(directive_place_decode(&place, buf_str(&out), arena, &error));
    same(place.notice, in.notice);
    assert_int_equal(place.number, 300);
    assert_false(directive_place_decode(&place, STR("short"), arena, &error));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_comes_back),
        cmocka_unit_test(facts_are_read_without_the_text),
        cmocka_unit_test(an_empty_notice_comes_back),
        cmocka_unit_test(damaged_bytes_are_refused_or_read_but_never_crash),
        cmocka_unit_test(the_place_of_a_directive_comes_back),
    };
    return cmocka_run_group_tests_name("document", tests, start, stop);
}
