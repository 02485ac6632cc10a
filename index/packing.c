// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/packing.h"

#include "index/boilerplate.h"
#include "index/identity.h"

#include <stdlib.h>
#include <zstd.h>

enum {
    // With shorter matches and twice as many candidates law texts take a fiftieth less and
    // a quarter more time; the next level half as much time again, for a thirtieth less.
    LEVEL = 5,
    CANDIDATES = 4, // 1 << n
    MATCH_LEAST = 6,
    // zstd makes at most 128 kB out of the four bytes of a block.
    EXPANSION_MAX = 1 << 15,
    // Dictionaries that stay prepared: a pair takes some 300 kB.
    KEPT_DICTIONARIES = 16,
};

// ---- Packing ----

struct packer {
    size_t how;
    ZSTD_CCtx *facts, *text; // NULL: plain
    struct buf packed;
};

// Texts, which are quoted, carry a checksum that tells of damage, of their dictionary too,
// wherever they are read. For facts, which very many may be read of at once, it would cost
// a thirtieth of the time of that.
enum checked { CHECKED_NOT, CHECKED };

static ZSTD_CCtx *compressor(struct str dictionary, enum checked checked)
{
    const struct {
        ZSTD_cParameter parameter;
        int value;
    } wanted[] = {
        {ZSTD_c_compressionLevel, LEVEL},
        {ZSTD_c_searchLog, CANDIDATES},
        {ZSTD_c_minMatch, MATCH_LEAST},
        // The record says how large it becomes, and with which dictionary.
        {ZSTD_c_contentSizeFlag, 0},
        {ZSTD_c_dictIDFlag, 0},
        {ZSTD_c_checksumFlag, checked},
    };
    ZSTD_CCtx *made = ZSTD_createCCtx();
    bool done = made != NULL;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && done; i++)
        done = !ZSTD_isError(
            ZSTD_CCtx_setParameter(made, wanted[i].parameter, wanted[i].value));
    if (!done ||
        ZSTD_isError(ZSTD_CCtx_loadDictionary(made, dictionary.at, dictionary.len)))
        memory_exhausted();
    return made;
}

struct packer *packer_new(size_t how, const struct dictionary_pair *pair)
{
    struct packer *packer = memory_array(1, sizeof *packer);
    packer->how = how;
    if (how != PACKED_PLAIN) {
        packer->facts = compressor(pair ? pair->facts : boilerplate, CHECKED_NOT);
        packer->text = compressor(pair ? pair->text : boilerplate, CHECKED);
    }
    return packer;
}

void packer_free(struct packer *packer)
{
    if (!packer)
        return;
    ZSTD_freeCCtx(packer->facts);
    ZSTD_freeCCtx(packer->text);
    buf_free(&packer->packed);
    free(packer);
}

static void pack(ZSTD_CCtx *compressor, struct buf *out, struct str bytes)
{
    const size_t room = ZSTD_compressBound(bytes.len);
    const size_t len =
        ZSTD_compress2(compressor, buf_room(out, room), room, bytes.at, bytes.len);
    // There is room for all it can need but memory.
    if (ZSTD_isError(len))
        memory_exhausted();
    out->len += len;
}

void packer_add(struct packer *packer, struct buf *out, const struct stored *notice)
{
    buf_add_number(out, packer->how);
    identity_number_put(notice->id, buf_room(out, IDENTITY_BYTES));
    out->len += IDENTITY_BYTES;
    buf_add_number(out, notice->facts.len);
    buf_add_number(out, notice->text.len);
    if (packer->how == PACKED_PLAIN) {
        buf_add_number(out, notice->facts.len);
        buf_add_str(out, notice->facts);
        buf_add_str(out, notice->text);
        return;
    }
    buf_clear(&packer->packed);
    pack(packer->facts, &packer->packed, notice->facts);
    buf_add_number(out, packer->packed.len);
    buf_add_str(out, buf_str(&packer->packed));
    pack(packer->text, out, notice->text);
}

// ---- Unpacking ----

struct prepared {
    uint64_t how; // 0: nothing
    ZSTD_DDict *facts, *text;
};

struct unpacker {
    const struct pile *dictionaries;
    ZSTD_DCtx *decompressor;
    struct prepared kept[KEPT_DICTIONARIES]; // by `how`, the last one that fell there
};

struct unpacker *unpacker_new(const struct pile *dictionaries)
{
    struct unpacker *unpacker = memory_array(1, sizeof *unpacker);
    unpacker->dictionaries = dictionaries;
    return unpacker;
}

static void forget(struct prepared *prepared)
{
    ZSTD_freeDDict(prepared->facts);
    ZSTD_freeDDict(prepared->text);
    *prepared = (struct prepared){0};
}

void unpacker_free(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    for (size_t i = 0; i < KEPT_DICTIONARIES; i++)
        forget(&unpacker->kept[i]);
    ZSTD_freeDCtx(unpacker->decompressor);
    free(unpacker);
}

static struct str dictionary_of(const struct unpacker *unpacker, uint64_t how, bool text)
{
    if (how == PACKED_BOILERPLATE)
        return boilerplate;
    const uint64_t pair = how - PACKED_DICTIONARY;
    if (!unpacker->dictionaries || pair >= unpacker->dictionaries->count / 2)
        return (struct str){NULL, 0};
    return pile_record(unpacker->dictionaries, (size_t)(2 * pair + 1 + text));
}

// NULL when there is no such dictionary, or none that zstd takes for one.
static const ZSTD_DDict *prepare(struct unpacker *unpacker, uint64_t how, bool text)
{
    struct prepared *prepared = &unpacker->kept[how % KEPT_DICTIONARIES];
    if (prepared->how != how)
        forget(prepared);
    prepared->how = how;
    ZSTD_DDict **made = text ? &prepared->text : &prepared->facts;
    const struct str dictionary = dictionary_of(unpacker, how, text);
    if (!*made && dictionary.len)
        *made = ZSTD_createDDict(dictionary.at, dictionary.len);
    return *made;
}

bool packed_open(struct packed *out, struct str record)
{
    *out = (struct packed){0};
    uint64_t packed;
    struct str rest = record;
    if (!str_take_number(&rest, &out->how) || rest.len < IDENTITY_BYTES)
        return false;
    out->tail = rest;
    out->id = identity_number_at(rest.at);
    rest = str_slice(rest, IDENTITY_BYTES, rest.len);
    if (!str_take_number(&rest, &out->facts_len) ||
        !str_take_number(&rest, &out->text_len) || !str_take_number(&rest, &packed) ||
        packed > rest.len)
        return false;
    out->facts = str_slice(rest, 0, (size_t)packed);
    out->text = str_slice(rest, (size_t)packed, rest.len);
    return true;
}

static bool unpack(struct unpacker *unpacker, uint64_t how, bool text, struct str bytes,
                   uint64_t len, struct str *out, struct arena *arena)
{
    if (how == PACKED_PLAIN) {
        *out = arena_copy(arena, bytes);
        return bytes.len == len;
    }
    const ZSTD_DDict *dictionary = prepare(unpacker, how, text);
    if (!dictionary || len / EXPANSION_MAX > bytes.len)
        return false;
    char *plain = arena_take(arena, (size_t)len + 1);
    plain[len] = '\0';
    *out = (struct str){plain, (size_t)len};
    // Made when it is needed: not every question reads what is stored.
    if (!unpacker->decompressor && !(unpacker->decompressor = ZSTD_createDCtx()))
        memory_exhausted();
    return ZSTD_decompress_usingDDict(unpacker->decompressor, plain, (size_t)len,
                                      bytes.at, bytes.len, dictionary) == len;
}

bool unpacker_read(struct unpacker *unpacker, struct str record, bool with_text,
                   struct stored *out, struct arena *arena, struct error *err)
{
    struct packed packed;
    *out = (struct stored){0};
    if (!packed_open(&packed, record) ||
        !unpack(unpacker, packed.how, false, packed.facts, packed.facts_len, &out->facts,
                arena) ||
        (with_text && !unpack(unpacker, packed.how, true, packed.text, packed.text_len,
                              &out->text, arena))) {
        char digits[IDENTITY_TEXT_SIZE];
        return error_set(err, ERROR_DAMAGED, "the stored notice %s is damaged",
                         identity_text(packed.id, digits));
    }
    out->id = packed.id;
    return true;
}
