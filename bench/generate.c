// Writes any number of notices that look like real ones, the same for the same seed, and
// what is to be found in them.
//     generate SAMPLES FOLDER COUNT [SEED]
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Frames (header, items, signature) follow the forms of the sample archive. The words
// between are pairs of neighbouring words of the samples, drawn by Zipf's law, with a
// tail of rare made-up syllables so that the vocabulary keeps growing as a real one does.
// FOLDER/.answers.tsv says what was put in on purpose: kind, value, number.

#include "base/arena.h"
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define PICK(array) (array)[below(COUNT_OF(array))]
#define PICK_ZIPF(array) (array)[zipf(COUNT_OF(array))]

// xorshift64*: small, fast, the same everywhere.
static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1du;
}

static size_t below(size_t limit)
{
    return (size_t)(next_random() % limit);
}

// A rank in [0, count), rank r about as likely as 1 / (r + 1).
static size_t zipf(size_t count)
{
    double fraction = (double)(next_random() >> 11) / 9007199254740992.0;
    size_t rank = (size_t)(exp(fraction * log((double)count + 1)) - 1);
    return rank < count ? rank : count - 1;
}

static const char *const provinces[] = {
    "An Giang",  "Bắc Giang", "Bến Tre",   "Bình Định", "Cà Mau",    "Cao Bằng",
    "Đắk Lắk",   "Đồng Nai",  "Gia Lai",   "Hà Giang",  "Hải Dương", "Hòa Bình",
    "Khánh Hòa", "Lai Châu",  "Lâm Đồng",  "Long An",   "Nam Định",  "Nghệ An",
    "Phú Thọ",   "Phú Yên",   "Quảng Nam", "Sơn La",    "Thái Bình", "Vĩnh Long",
};
static const char *const offices[][2] = {
    {"SKHCN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"},
    {"SNN", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"},
    {"SYT", "SỞ Y TẾ"},
    {"SXD", "SỞ XÂY DỰNG"},
    {"SGDĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"},
    {"STC", "SỞ TÀI CHÍNH"},
};
static const char *const units[] = {
    "Văn phòng Sở",
    "Thanh tra Sở",
    "Phòng Kế hoạch - Tài chính",
    "Phòng Tổ chức cán bộ",
    "Phòng Quản lý chất lượng",
    "Phòng Quản lý công trình",
    "Phòng Nghiệp vụ",
    "Phòng Pháp chế",
    "Trung tâm Công nghệ thông tin",
    "Trung tâm Dịch vụ công",
    "Chi cục Quản lý chuyên ngành",
};
static const char *const surnames[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng",
                                       "Huỳnh",  "Phan", "Vũ", "Võ",   "Đặng",
                                       "Bùi",    "Đỗ",   "Hồ", "Ngô",  "Dương"};
static const char *const middles[] = {"Văn",  "Thị",  "Đức",  "Ngọc",
                                      "Quốc", "Minh", "Thanh"};
static const char *const givens[] = {
    "An",  "Bình", "Châu", "Dung", "Giang", "Hạnh", "Hòa",  "Khoa", "Lan",  "Minh",
    "Nga", "Phúc", "Quân", "Sơn",  "Thảo",  "Tuấn", "Uyên", "Việt", "Xuân", "Yến"};
static const char *const verbs[] = {"Tham mưu",          "Rà soát",
                                    "Đôn đốc",           "Hoàn thiện",
                                    "Xây dựng",          "Tổng hợp",
                                    "Triển khai",        "Kiểm tra",
                                    "Hướng dẫn",         "Theo dõi",
                                    "Chuẩn bị",          "Cập nhật",
                                    "Tiếp tục theo dõi", "Khẩn trương hoàn thành"};
static const char *const onsets[] = {"b",  "c",  "ch", "d", "đ",  "g", "h",
                                     "kh", "l",  "m",  "n", "ph", "r", "s",
                                     "t",  "th", "tr", "v", "x"};
static const char *const rhymes[] = {
    "ang", "ách", "ầm",  "ẩn",  "ăng", "èo",  "ệch",  "iêm", "iếu", "òng", "ộp",  "ơm",
    "uân", "uốt", "ùng", "ươn", "ượt", "oai", "oách", "oằn", "uy",  "uệ",  "ưng", "ỏm"};

// What is put in on purpose.
static const char planted_province[] = "Phú Yên";
static const char planted_verb[] = "Rà soát";
static const char planted_unit[] = "Phòng Quản lý kho lưu trữ";
static const char planted_reference[] = "4321/2019/QĐ-UBND";
static const char planted_phrase[] = "kho lạnh bảo quản vắc xin lưu động";
enum { PLANTED_OFFICE = 5, UNIT_EVERY = 40, REFERENCE_EVERY = 10, PHRASE_EVERY = 1000 };

struct answers {
    size_t references;
    size_t unit_items;
    size_t phrases;
};

// Pairs of neighbouring lower-case words of the samples, the commonest first.
struct pair {
    struct str text;
    size_t count;
};

struct pairs {
    struct arena *arena;
    struct pair *items;
    size_t count;
    size_t room;
};

static int by_text(const void *a, const void *b)
{
    return str_compare(((const struct pair *)a)->text, ((const struct pair *)b)->text);
}

static int by_count(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : by_text(a, b);
}

// Words that would make a time limit, a unit or a reference out of the words around them:
// what is planted must stay countable.
static bool telling_word(struct str word)
{
    static const char *const telling[] = {
        "ngày", "tháng", "quý", "năm", "trước", "phòng", "sở",   "số",
        "theo", "chi",   "cục", "văn", "thanh", "trung", "tuần", "đồng"};
    for (size_t i = 0; i < COUNT_OF(telling); i++) {
        if (str_equal(word, str_of(telling[i])))
            return true;
    }
    return false;
}

// Lower-case letters only: no capitals, digits or signs. Capitals of U+00C0-U+00DF are C3
// 80-C3 9F; those of U+1E00 on alternate with their small letters and are told by their
// even number.
static bool plain_word(struct str word)
{
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];
        unsigned char next = i + 1 < word.len ? (unsigned char)word.at[i + 1] : 0;
        if (c < 0x80 && !(c >= 'a' && c <= 'z'))
            return false;
        if (c == 0xe2 || c == 0xcc || c == 0xcd || c == 0xef || c == 0xc2 ||
            (c == 0xc3 && next < 0xa0))
            return false;
        if ((c == 0xc4 || c == 0xc6) && next % 2 == 0 && next != 0xb0)
            return false;
        if (c == 0xe1 && i + 2 < word.len && (unsigned char)word.at[i + 2] % 2 == 0)
            return false;
    }
    return word.len > 0 && word.len < 12;
}

static void take_pairs(struct pairs *pairs, struct str text)
{
    struct str line, word;
    while (str_split(&line, &text, '\n')) {
        struct str before = {0};
        while (str_split(&word, &line, ' ')) {
            if (before.len && plain_word(before) && plain_word(word) &&
                !telling_word(before) && !telling_word(word)) {
                pairs->items = arena_grow(pairs->arena, pairs->items, pairs->count,
                                          &pairs->room, sizeof *pairs->items);
                pairs->items[pairs->count++] =
                    (struct pair){arena_printf(pairs->arena, "%.*s %.*s", STR_ARG(before),
                                               STR_ARG(word)),
                                  1};
            }
            before = word;
        }
    }
}

static void take_file(struct pairs *pairs, const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    char *bytes = arena_alloc(pairs->arena, size);
    size_t len = fread(bytes, 1, size, file);
    fclose(file);
    take_pairs(pairs, (struct str){bytes, len});
}

static void take_folder(struct pairs *pairs, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && stat(path, &about) == 0) {
            if (S_ISDIR(about.st_mode))
                take_folder(pairs, path);
            else if (str_ends(str_of(path), STR(".txt")))
                take_file(pairs, path, (size_t)about.st_size);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static void rank(struct pairs *pairs)
{
    if (pairs->count == 0)
        return;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_text);
    size_t last = 0;
    for (size_t i = 1; i < pairs->count; i++) {
        if (str_equal(pairs->items[last].text, pairs->items[i].text))
            pairs->items[last].count++;
        else
            pairs->items[++last] = pairs->items[i];
    }
    pairs->count = last + 1;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_count);
}

static void add_words(struct buf *out, const struct pairs *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, ' ');
        if (below(100) == 0)
            buf_printf(out, "%s%s", PICK(onsets), PICK(rhymes));
        else if (below(120) == 0)
            buf_printf(out, "%zu", below(100000));
        else
            buf_add_str(out, pairs->items[zipf(pairs->count)].text);
    }
}

static void add_person(struct buf *out, size_t number)
{
    buf_printf(out, "%s %s %s", surnames[number % COUNT_OF(surnames)],
               middles[number / 15 % COUNT_OF(middles)],
               givens[number / 105 % COUNT_OF(givens)]);
}

// A decree by its rank; low ranks are cited most.
static void add_reference(struct buf *out, size_t decree)
{
    size_t year = 2012 + decree % 13, number = 1 + decree / 13;
    switch (decree % 4) {
    case 0:
        buf_printf(out, "Quyết định số %zu/%zu/QĐ-UBND", number, year);
        break;
    case 1:
        buf_printf(out, "Nghị quyết số %02zu/%zu/NQ-HĐND", number, year);
        break;
    case 2:
        buf_printf(out, "Nghị định số %zu/%zu/NĐ-CP", number, year);
        break;
    default:
        buf_printf(out, "Kế hoạch số %zu/KH-UBND ngày %02zu/%zu/%zu", number,
                   1 + decree % 28, 1 + decree % 12, year);
    }
}

static void add_deadline(struct buf *out, int year, int month)
{
    static const char *const quarters[] = {"I", "II", "III", "IV"};
    switch (below(5)) {
    case 0:
        buf_printf(out, ", hoàn thành trước ngày %02zu/%d/%d", 1 + below(28), month,
                   year);
        break;
    case 1:
        buf_printf(out, ", trình Giám đốc Sở trong tháng %d/%d", month, year);
        break;
    case 2:
        buf_printf(out, ", báo cáo trong quý %s/%d", quarters[(month - 1) / 3], year);
        break;
    default:
        break;
    }
}

static void add_header(struct buf *out, size_t number, const char *province,
                       size_t office, int year, int month)
{
    int day = 1 + (int)below(28);
    buf_printf(out, "UBND TỈNH %s\n%s\n\nSố: ", province, offices[office][1]);
    if (below(4) == 0)
        buf_printf(out, "     /TB-%s\n\n", offices[office][0]);
    else
        buf_printf(out, "%zu/TB-%s\n\n", 1 + number * 7919 % 999, offices[office][0]);
    if (below(5) == 0)
        buf_printf(out, "%s, ngày     tháng %02d năm %d\n\n", province, month, year);
    else
        buf_printf(out, "%s, ngày %02d tháng %02d năm %d\n\n", province, day, month,
                   year);
    buf_printf(
        out,
        "THÔNG BÁO\nKết luận của Giám đốc Sở tại cuộc họp giao ban tháng %d năm %d\n\n"
        "Ngày %02d/%02d/%d, đồng chí ",
        month, year, day, month, year);
    add_person(out, office * 31 + number % 24);
    buf_printf(out, ", Giám đốc Sở chủ trì cuộc họp giao ban. Sau khi nghe các phòng, "
                    "đơn vị báo cáo, Giám đốc Sở kết "
                    "luận như sau:\n\n");
}

static void add_notice(struct buf *out, const struct pairs *pairs, size_t number,
                       struct answers *answers)
{
    bool for_unit = number % UNIT_EVERY == 7;
    const char *province = for_unit ? planted_province : PICK_ZIPF(provinces);
    size_t office = for_unit ? PLANTED_OFFICE : zipf(COUNT_OF(offices));
    int year = 2010 + (int)below(16), month = 1 + (int)below(12);
    add_header(out, number, province, office, year, month);
    size_t sections = 2 + below(4);
    for (size_t section = 0; section < sections; section++) {
        bool planted = for_unit && section == 0;
        buf_printf(out, "%zu. %s\n\n", section + 1,
                   planted ? planted_unit : PICK_ZIPF(units));
        size_t items = planted ? 2 : 1 + below(4);
        answers->unit_items += planted ? items : 0;
        for (size_t item = 0; item < items; item++) {
            bool first = section == 0 && item == 0;
            // Words drawn by chance may say that an item is none; those that are counted
            // say what they say.
            buf_printf(out, "- %s", planted ? planted_verb : PICK(verbs));
            if (planted)
                buf_printf(out, " hồ sơ của kho số %zu", 1 + below(90));
            else
                add_words(out, pairs, 8 + below(30));
            if (below(3) == 0) {
                buf_printf(out, " theo ");
                add_reference(out, zipf(20000));
            }
            if (first && number % REFERENCE_EVERY == 3) {
                buf_printf(out,
                           " thực hiện Quyết định số %s ngày 05/9/2019 của UBND tỉnh %s",
                           planted_reference, planted_province);
                answers->references++;
            }
            if (first && number % PHRASE_EVERY == 500) {
                buf_printf(out, " %s", planted_phrase);
                answers->phrases++;
            }
            add_deadline(out, year, month);
            buf_printf(out, ".\n\n");
        }
    }
    buf_printf(out, "Văn phòng Sở thông báo để các phòng, đơn vị biết, thực "
                    "hiện./.\n\nNơi nhận:\n- Ban Giám đốc Sở;\n"
                    "- Lưu: VT, VP.\n\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n\n");
    add_person(out, office * 17 + 5);
    buf_add_char(out, '\n');
}

static bool write_file(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes.at, 1, bytes.len, file) == bytes.len;
    if (file && fclose(file) != 0)
        written = false;
    if (!written)
        fprintf(stderr, "generate: cannot write %s: %s\n", path, strerror(errno));
    return written;
}

static bool write_notices(const struct pairs *pairs, const char *folder, size_t count)
{
    struct answers answers = {0};
    struct buf text = {0};
    char path[4096];
    bool written = mkdir(folder, 0777) == 0 || errno == EEXIST;
    for (size_t i = 0; i < count && written; i++) {
        if (i % 1000 == 0) {
            snprintf(path, sizeof path, "%s/%04zu", folder, i / 1000);
            mkdir(path, 0777);
        }
        buf_clear(&text);
        add_notice(&text, pairs, i, &answers);
        snprintf(path, sizeof path, "%s/%04zu/%06zu.txt", folder, i / 1000, i);
        written = write_file(path, buf_str(&text));
    }
    buf_clear(&text);
    buf_printf(&text, "reference\t%s\t%zu\nunit\t%s\t%zu\nphrase\t%s\t%zu\n",
               planted_reference, answers.references, planted_unit, answers.unit_items,
               planted_phrase, answers.phrases);
    snprintf(path, sizeof path, "%s/.answers.tsv", folder);
    written = written && write_file(path, buf_str(&text));
    buf_free(&text);
    return written;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: generate SAMPLES FOLDER COUNT [SEED]\n");
        return 2;
    }
    state = 0x9e3779b97f4a7c15u ^ (argc > 4 ? strtoull(argv[4], NULL, 10) : 0);
    struct pairs pairs = {.arena = arena_new()};
    take_folder(&pairs, argv[1]);
    rank(&pairs);
    bool done =
        pairs.count > 0 && write_notices(&pairs, argv[2], strtoul(argv[3], NULL, 10));
    if (pairs.count == 0)
        fprintf(stderr, "generate: no samples in %s\n", argv[1]);
    arena_free(pairs.arena);
    return done ? 0 : 1;
}
