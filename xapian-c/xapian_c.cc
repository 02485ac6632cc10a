// SPDX-License-Identifier: GPL-2.0-or-later
#define _Noreturn [[noreturn]]
extern "C" {
#include "xapian-c/glass.h"
}

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

struct xapian_builder {
    struct glass_writer *glass = nullptr; // or else:
    Xapian::WritableDatabase database;
    unsigned waiting = 0; // documents that are not in the tables yet
};

// Documents of each database, by its uuid, ascending.
typedef std::map<std::string, std::vector<Xapian::docid>> Listed;

struct xapian_reader {
    Xapian::Database all;
    std::vector<Xapian::Database> shards;
    std::shared_ptr<Listed> excluded;        // null: none
    std::map<std::string, uint32_t> numbers; // of the shards here, by their uuid
};

namespace
{

// ---- The guard: what may throw goes through here, and only a code and a sentence come
// out ----

thread_local int injected = 0;

struct Injection {
    const char *name;
    void (*raise)();
};

struct Unknown {
};

template <class Error> void raise_xapian()
{
    throw Error("injected");
}

#define XAPIAN_CLASS(name)                                                               \
    {                                                                                    \
#name, raise_xapian < Xapian::name>                                              \
    }

const Injection injections[] = {
    XAPIAN_CLASS(AssertionError),
    XAPIAN_CLASS(InvalidArgumentError),
    XAPIAN_CLASS(InvalidOperationError),
    XAPIAN_CLASS(UnimplementedError),
    XAPIAN_CLASS(DatabaseError),
    XAPIAN_CLASS(DatabaseCorruptError),
    XAPIAN_CLASS(DatabaseCreateError),
    XAPIAN_CLASS(DatabaseLockError),
    XAPIAN_CLASS(DatabaseModifiedError),
    XAPIAN_CLASS(DatabaseOpeningError),
    XAPIAN_CLASS(DatabaseVersionError),
    XAPIAN_CLASS(DatabaseNotFoundError),
    XAPIAN_CLASS(DatabaseClosedError),
    XAPIAN_CLASS(DocNotFoundError),
    XAPIAN_CLASS(FeatureUnavailableError),
    XAPIAN_CLASS(InternalError),
    XAPIAN_CLASS(NetworkError),
    XAPIAN_CLASS(NetworkTimeoutError),
    XAPIAN_CLASS(QueryParserError),
    XAPIAN_CLASS(SerialisationError),
    XAPIAN_CLASS(RangeError),
    XAPIAN_CLASS(WildcardError),
    {"std::bad_alloc", [] { throw std::bad_alloc(); }},
    {"std::exception", [] { throw std::runtime_error("injected"); }},
    {"unknown", [] { throw Unknown(); }},
};
const int injection_count = sizeof(injections) / sizeof(*injections);

// One sentence of everything that Xapian knows about it.
bool say(struct error *err, enum error_code code, const Xapian::Error &error)
{
    const char *system = error.get_error_string();
    const std::string &context = error.get_context();
    return error_set(err, code, "%s: %s%s%s%s%s%s%s", error.get_type(),
                     error.get_msg().c_str(), context.empty() ? "" : " [",
                     context.c_str(), context.empty() ? "" : "]", system ? " (" : "",
                     system ? system : "", system ? ")" : "");
}

// What an error about a database means: the system's own reason is no damage, and a file
// that is not there is a folder that was removed.
enum error_code code_of(const Xapian::Error &error)
{
    const char *system = error.get_error_string();
    if (!system)
        return ERROR_DAMAGED;
    return strcmp(system, strerror(ENOENT)) == 0 ? ERROR_GONE : ERROR_IO;
}

// To be called in a catch block only. A class stands before the one that it is derived
// from.
bool translate(struct error *err) noexcept
{
    try {
        throw;
    } catch (const Xapian::DatabaseNotFoundError &error) {
        return say(err, ERROR_GONE, error);
    } catch (const Xapian::DatabaseModifiedError &error) {
        return say(err, ERROR_GONE, error);
    } catch (const Xapian::DatabaseLockError &error) {
        return say(err, ERROR_LOCKED, error);
    } catch (const Xapian::DatabaseCreateError &error) {
        return say(err, ERROR_IO, error);
    } catch (const Xapian::DatabaseClosedError &error) {
        return say(err, ERROR_INTERNAL, error);
    } catch (const Xapian::DatabaseError &error) {
        return say(err, code_of(error), error);
    } catch (const Xapian::DocNotFoundError &error) {
        return say(err, ERROR_DAMAGED, error);
    } catch (const Xapian::RangeError &error) {
        return say(err, ERROR_DAMAGED, error);
    } catch (const Xapian::NetworkError &error) {
        return say(err, ERROR_REMOTE, error);
    } catch (const Xapian::SerialisationError &error) {
        return say(err, ERROR_REMOTE, error);
    } catch (const Xapian::QueryParserError &error) {
        return say(err, ERROR_USAGE, error);
    } catch (const Xapian::WildcardError &error) {
        return say(err, ERROR_USAGE, error);
    } catch (const Xapian::Error &error) {
        return say(err, ERROR_INTERNAL, error);
    } catch (const std::bad_alloc &) {
        return error_set(err, ERROR_INTERNAL, "out of memory");
    } catch (const std::exception &error) {
        return error_set(err, ERROR_INTERNAL, "%s", error.what());
    } catch (...) {
        return error_set(err, ERROR_INTERNAL, "an exception of an unknown kind");
    }
}

template <class Work> bool guard(struct error *err, const Work &work) noexcept
{
    try {
        if (injected) {
            const int number = injected;
            injected = 0;
            injections[number - 1].raise();
        }
        return work();
    } catch (...) {
        return translate(err);
    }
}

std::string to_string(struct str s)
{
    return s.len ? std::string(s.at, s.len) : std::string();
}

struct str copy(struct arena *arena, const std::string &s)
{
    struct str borrowed = {s.data(), s.size()};
    return arena_copy(arena, borrowed);
}

} // namespace

#include "xapian-c/questions.hh"

bool xapian_term_fits(struct str term)
{
    size_t room = XAPIAN_TERM_MAX;
    if (term.len == 0 || term.len > room)
        return false;
    room -= term.len;
    for (const char *at = term.at, *end = term.at + term.len;
         (at = (const char *)memchr(at, 0, end - at)); at++)
        if (room-- == 0)
            return false;
    return true;
}

// ---- Writing ----

// libxapian collects postings in maps: those of a few hundred documents fit the
// processor's caches, those of thousands take twice the time.
static const unsigned flush_after = 400;

// Only libxapian itself writes term lists; what needs none is written without it, in the
// format that 1.4 is known to read.
static bool writes_glass(enum xapian_use use)
{
    return use == XAPIAN_LOCAL && Xapian::major_version() == 1 &&
           Xapian::minor_version() == 4;
}

bool xapian_builder_open(struct xapian_builder **out, const char *folder,
                         enum xapian_use use, struct error *err)
{
    *out = nullptr;
    return guard(err, [&] {
        std::unique_ptr<xapian_builder> builder(new xapian_builder);
        if (writes_glass(use)) {
            if (!glass_writer_open(&builder->glass, folder, err))
                return false;
        } else {
            int flags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC;
            if (use == XAPIAN_LOCAL)
                flags |= Xapian::DB_NO_TERMLIST;
            builder->database = Xapian::WritableDatabase(folder, flags);
            // In a transaction nothing is written before the end, and the destructor
            // writes nothing at all.
            builder->database.begin_transaction(false);
        }
        *out = builder.release();
        return true;
    });
}

bool xapian_builder_add(struct xapian_builder *builder,
                        const struct xapian_document *document, struct error *err)
{
    return guard(err, [&] {
        for (size_t i = 0; i < document->term_count; i++)
            if (!xapian_term_fits(document->terms[i].term))
                return error_set(err, ERROR_INTERNAL, "a term of %zu bytes: %.*s",
                                 document->terms[i].term.len,
                                 STR_ARG(document->terms[i].term));
        if (builder->glass) {
            glass_writer_add(builder->glass, document);
            return true;
        }
        Xapian::Document out;
        for (size_t i = 0; i < document->term_count; i++) {
            const struct xapian_term &term = document->terms[i];
            out.add_term(std::string(term.term.at, term.term.len), term.count);
        }
        for (size_t i = 0; i < document->value_count; i++)
            out.add_value(document->values[i].slot, to_string(document->values[i].value));
        if (document->data.len)
            out.set_data(to_string(document->data));
        builder->database.add_document(out);
        if (++builder->waiting == flush_after) {
            builder->database.commit_transaction();
            builder->database.commit();
            builder->database.begin_transaction(false);
            builder->waiting = 0;
        }
        return true;
    });
}

bool xapian_builder_finish(struct xapian_builder *builder, struct error *err)
{
    const bool done = guard(err, [&] {
        if (struct glass_writer *glass = builder->glass) {
            builder->glass = nullptr;
            return glass_writer_finish(glass, err);
        }
        builder->database.commit_transaction();
        builder->database.close();
        return true;
    });
    xapian_builder_discard(builder);
    return done;
}

void xapian_builder_discard(struct xapian_builder *builder)
{
    guard(nullptr, [&] {
        if (builder)
            glass_writer_discard(builder->glass);
        delete builder;
        return true;
    });
}

bool xapian_compact(const char *folder, const char *const *from, size_t count,
                    struct error *err)
{
    return guard(err, [&] {
        Xapian::Database all;
        for (size_t i = 0; i < count; i++)
            all.add_database(Xapian::Database(from[i], Xapian::DB_BACKEND_GLASS));
        all.compact(folder, 0, 0);
        return true;
    });
}

// ---- Asking ----

bool xapian_reader_open(struct xapian_reader **out, const struct xapian_source *sources,
                        size_t count, size_t *failed, struct error *err)
{
    *out = nullptr;
    size_t at = 0;
    xapian_reader *reader = nullptr;
    const bool done = guard(err, [&] {
        reader = new xapian_reader;
        for (; at < count; at++) {
            const struct xapian_source &source = sources[at];
            Xapian::Database shard;
            if (source.folder) {
                shard = Xapian::Database(source.folder, Xapian::DB_BACKEND_GLASS);
                reader->numbers[shard.get_uuid()] = (uint32_t)at;
            } else {
                signal(SIGPIPE, SIG_IGN);
                shard = Xapian::Remote::open(source.host, source.port, XAPIAN_ANSWER_MS,
                                             XAPIAN_CONNECT_MS);
            }
            reader->all.add_database(shard);
            reader->shards.push_back(shard);
        }
        return true;
    });
    if (!done) {
        if (failed)
            *failed = at;
        xapian_reader_close(reader);
        return false;
    }
    *out = reader;
    return true;
}

void xapian_reader_close(struct xapian_reader *reader)
{
    guard(nullptr, [&] {
        delete reader;
        return true;
    });
}

bool xapian_reader_count(const struct xapian_reader *reader, size_t *count,
                         struct error *err)
{
    return guard(err, [&] {
        *count = reader->all.get_doccount();
        return true;
    });
}

bool xapian_reader_shard_count(const struct xapian_reader *reader, size_t shard,
                               size_t *count, struct error *err)
{
    return guard(err, [&] {
        *count = reader->shards.at(shard).get_doccount();
        return true;
    });
}

bool xapian_reader_frequency(const struct xapian_reader *reader, struct str term,
                             size_t *count, struct error *err)
{
    return guard(err, [&] {
        *count = xapian_term_fits(term) ? reader->all.get_termfreq(to_string(term)) : 0;
        return true;
    });
}

bool xapian_reader_find(const struct xapian_reader *reader, size_t shard, struct str term,
                        uint32_t *document, struct error *err)
{
    return guard(err, [&] {
        *document = 0;
        if (!xapian_term_fits(term))
            return true;
        const Xapian::Database &database = reader->shards.at(shard);
        const std::string name = to_string(term);
        const Xapian::PostingIterator at = database.postlist_begin(name);
        if (at != database.postlist_end(name))
            *document = *at;
        return true;
    });
}

bool xapian_reader_exclude(struct xapian_reader *reader, size_t shard,
                           const struct str *terms, size_t count, struct error *err)
{
    return guard(err, [&] {
        const Xapian::Database &database = reader->shards.at(shard);
        if (!reader->excluded)
            reader->excluded = std::make_shared<Listed>();
        std::vector<Xapian::docid> &documents = (*reader->excluded)[database.get_uuid()];
        for (size_t i = 0; i < count; i++) {
            const std::string term = to_string(terms[i]);
            for (Xapian::PostingIterator at = database.postlist_begin(term);
                 at != database.postlist_end(term); ++at)
                documents.push_back(*at);
        }
        std::sort(documents.begin(), documents.end());
        documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
        return true;
    });
}

bool xapian_reader_data(const struct xapian_reader *reader, size_t shard,
                        uint32_t document, struct buf *data, struct error *err)
{
    return guard(err, [&] {
        const std::string bytes =
            reader->shards.at(shard).get_document(document).get_data();
        buf_add(data, bytes.data(), bytes.size());
        return true;
    });
}

bool xapian_reader_terms(const struct xapian_reader *reader, struct str prefix,
                         bool (*visit)(void *context, struct str term, size_t count),
                         void *context, struct error *err)
{
    return guard(err, [&] {
        const std::string start = to_string(prefix);
        const Xapian::TermIterator end = reader->all.allterms_end(start);
        for (Xapian::TermIterator at = reader->all.allterms_begin(start); at != end;
             ++at) {
            const std::string term = *at;
            const struct str borrowed = {term.data(), term.size()};
            if (!visit(context, borrowed, at.get_termfreq()))
                break;
        }
        return true;
    });
}

bool xapian_reader_match(const struct xapian_reader *reader,
                         const struct xapian_query *query,
                         const struct xapian_match_options *options,
                         struct xapian_matches *out, struct arena *arena,
                         struct error *err)
{
    *out = xapian_matches();
    return guard(err, [&] {
        const size_t slots = options->count_slot_count;
        out->counts = ARENA_ARRAY(arena, struct xapian_value_counts, slots + 1);
        if (reader->shards.empty())
            return true;
        Xapian::Query tree;
        if (!Builder{err, &reader->numbers}.build(query, 0, tree))
            return false;
        if (reader->excluded)
            tree = Xapian::Query(
                Xapian::Query::OP_AND_NOT, tree,
                Xapian::Query((new ListedSource(reader->excluded))->release()));
        Xapian::Enquire enquire(reader->all);
        enquire.set_query(tree);
        if (options->sort == XAPIAN_BY_WEIGHT) {
            enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
        } else {
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            enquire.set_sort_by_value(options->sort_slot,
                                      options->sort == XAPIAN_BY_SLOT_DOWN);
        }
        std::deque<ValueSpy> spies;
        for (size_t i = 0; i < slots; i++) {
            spies.emplace_back(options->count_slots[i], &out->counts[i], arena);
            enquire.add_matchspy(&spies.back());
        }
        const Xapian::doccount all = reader->all.get_doccount();
        const bool look_at_all = options->exact_count || slots > 0;
        // Without any hit wanted Xapian would show the spies nothing.
        const size_t limit = options->limit == 0 && slots > 0 ? 1 : options->limit;
        const Xapian::MSet found =
            enquire.get_mset(0, limit < all ? limit : all, look_at_all ? all : 0);
        out->at_least = found.get_matches_lower_bound();
        out->estimate = found.get_matches_estimated();
        out->at_most = found.get_matches_upper_bound();
        const size_t wanted =
            options->limit < found.size() ? options->limit : found.size();
        const size_t shards = reader->shards.size();
        out->hits = ARENA_ARRAY(arena, struct xapian_hit, wanted + 1);
        for (Xapian::MSetIterator at = found.begin(); out->count < wanted; ++at) {
            // Xapian deals the documents of several databases out in turn.
            struct xapian_hit &hit = out->hits[out->count++];
            hit.shard = (*at - 1) % shards;
            hit.document = (*at - 1) / shards + 1;
            hit.weight = at.get_weight();
            if (options->sort != XAPIAN_BY_WEIGHT)
                hit.key = copy(arena, at.get_sort_key());
        }
        for (size_t i = 0; i < slots; i++)
            spies[i].take_elsewhere();
        return true;
    });
}

// ---- For tests ----

void xapian_inject(int number)
{
    injected = number > 0 && number <= injection_count ? number : 0;
}

const char *xapian_injection_name(int number)
{
    return number > 0 && number <= injection_count ? injections[number - 1].name
                                                   : nullptr;
}
