// What libxapian is asked with: questions made of clauses, documents that others have found,
// and values read on the way. Part of xapian_c.cc, which alone includes it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace
{

// Matches the documents that somebody else finds.
class SoughtSource : public Xapian::PostingSource
{
    const struct xapian_seeker *seeker;
    const std::map<std::string, uint32_t> *numbers;
    uint32_t shard = 0;
    uint32_t document = 0; // 0 at the end as well
    double weight = 0;
    bool known = false;

    void seek(uint32_t from)
    {
        document = known ? seeker->next(seeker->context, shard, from, &weight) : 0;
    }

  public:
    SoughtSource(const struct xapian_seeker *s, const std::map<std::string, uint32_t> *n)
        : seeker(s), numbers(n)
    {
    }

    Xapian::PostingSource *clone() const override
    {
        return new SoughtSource(seeker, numbers);
    }

    void init(const Xapian::Database &database) override
    {
        const auto found = numbers->find(database.get_uuid());
        known = found != numbers->end();
        shard = known ? found->second : 0;
        document = 0;
        set_maxweight(seeker->weight_most);
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return known ? seeker->about(seeker->context, shard) : 0;
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return known ? seeker->most(seeker->context, shard) : 0;
    }

    void next(double) override
    {
        seek(document + 1);
    }

    void skip_to(Xapian::docid to, double) override
    {
        if (to > document)
            seek(to);
    }

    bool at_end() const override
    {
        return document == 0;
    }

    Xapian::docid get_docid() const override
    {
        return document;
    }

    double get_weight() const override
    {
        return weight;
    }
};

struct Builder {
    struct error *err;
    const std::map<std::string, uint32_t> *numbers;
    size_t nodes = 0;

    bool children(const struct xapian_query *query, size_t from, unsigned depth,
                  std::vector<Xapian::Query> &out)
    {
        out.reserve(query->count);
        for (size_t i = from; i < query->count; i++) {
            Xapian::Query child;
            if (!build(query->children[i], depth + 1, child))
                return false;
            out.push_back(child);
        }
        return true;
    }

    // Children that all play the same part.
    bool join(const struct xapian_query *query, Xapian::Query::op op, unsigned depth,
              Xapian::Query &out)
    {
        std::vector<Xapian::Query> parts;
        if (!children(query, 0, depth, parts))
            return false;
        if (parts.empty())
            out = Xapian::Query::MatchNothing;
        else if (parts.size() == 1)
            out = parts[0];
        else
            out = Xapian::Query(op, parts.begin(), parts.end());
        return true;
    }

    // A first child, and what the others do to it.
    bool build_first(const struct xapian_query *query, unsigned depth, Xapian::Query &out)
    {
        std::vector<Xapian::Query> parts;
        if (query->count == 0)
            return error_set(err, ERROR_INTERNAL, "a clause without its first part");
        if (!build(query->children[0], depth + 1, out))
            return false;
        if (query->op == XAPIAN_SCALE) {
            // A factor of 0 is Xapian's way to say "without weight".
            out = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, out, query->scale);
            return true;
        }
        if (!children(query, 1, depth, parts))
            return false;
        if (parts.empty())
            return true;
        if (query->op == XAPIAN_FILTER)
            out = Xapian::Query(
                Xapian::Query::OP_FILTER, out,
                Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()));
        else
            out = Xapian::Query(
                query->op == XAPIAN_MAYBE ? Xapian::Query::OP_AND_MAYBE
                                          : Xapian::Query::OP_AND_NOT,
                out, Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end()));
        return true;
    }

    bool build(const struct xapian_query *query, unsigned depth, Xapian::Query &out)
    {
        if (depth > XAPIAN_DEPTH_MAX)
            return error_set(err, ERROR_USAGE, "the question is nested too deeply");
        if (++nodes > XAPIAN_NODES_MAX)
            return error_set(err, ERROR_USAGE, "the question has too many words");
        switch (query->op) {
        case XAPIAN_ALL:
            out = Xapian::Query::MatchAll;
            return true;
        case XAPIAN_NOTHING:
            out = Xapian::Query::MatchNothing;
            return true;
        case XAPIAN_TERM:
            // A term that cannot be in any database matches nothing; Xapian's own empty
            // term means "all".
            out = xapian_term_fits(query->term) ? Xapian::Query(to_string(query->term))
                                                : Xapian::Query::MatchNothing;
            return true;
        case XAPIAN_SLOT_GE:
            out = Xapian::Query(Xapian::Query::OP_VALUE_GE, query->slot,
                                to_string(query->term));
            return true;
        case XAPIAN_SLOT_LE:
            out = Xapian::Query(Xapian::Query::OP_VALUE_LE, query->slot,
                                to_string(query->term));
            return true;
        case XAPIAN_SOUGHT:
            out = Xapian::Query((new SoughtSource(query->seeker, numbers))->release());
            return true;
        case XAPIAN_SYNONYM:
            return join(query, Xapian::Query::OP_SYNONYM, depth, out);
        case XAPIAN_AND:
            return join(query, Xapian::Query::OP_AND, depth, out);
        case XAPIAN_OR:
            return join(query, Xapian::Query::OP_OR, depth, out);
        case XAPIAN_AND_NOT:
        case XAPIAN_MAYBE:
        case XAPIAN_FILTER:
        case XAPIAN_SCALE:
            break;
        }
        return build_first(query, depth, out);
    }
};

// Lists the values of a slot. Other hosts count them with Xapian's own spy, whose map in
// order costs three times as much: lists of facts are long, alike at their beginnings, and
// most of them stand there once.
class ValueSpy : public Xapian::MatchSpy
{
    Xapian::ValueCountMatchSpy elsewhere;
    Xapian::valueno slot;
    struct xapian_value_counts *out;
    struct arena *arena;
    size_t room = 0;

    void add(const std::string &value, size_t count)
    {
        out->values = (struct xapian_value_count *)arena_grow(
            arena, out->values, out->count, &room, sizeof(*out->values));
        out->values[out->count].value = copy(arena, value);
        out->values[out->count++].count = count;
    }

  public:
    ValueSpy(Xapian::valueno number, struct xapian_value_counts *values, struct arena *of)
        : elsewhere(number), slot(number), out(values), arena(of)
    {
    }

    void operator()(const Xapian::Document &document, double) override
    {
        const std::string value = document.get_value(slot);
        if (!value.empty())
            add(value, 1);
    }

    std::string name() const override
    {
        return elsewhere.name();
    }

    std::string serialise() const override
    {
        return elsewhere.serialise();
    }

    void merge_results(const std::string &results) override
    {
        elsewhere.merge_results(results);
    }

    // When all is matched.
    void take_elsewhere()
    {
        const Xapian::TermIterator end = elsewhere.values_end();
        for (Xapian::TermIterator at = elsewhere.values_begin(); at != end; ++at)
            add(*at, at.get_termfreq());
    }
};

// Matches the documents of a list. Each database of a question gets a copy of its own,
// which finds its part by the uuid.
class ListedSource : public Xapian::PostingSource
{
    std::shared_ptr<const Listed> listed;
    const std::vector<Xapian::docid> *documents = nullptr;
    size_t at = 0;
    bool started = false;

  public:
    explicit ListedSource(std::shared_ptr<const Listed> all) : listed(std::move(all))
    {
    }

    Xapian::PostingSource *clone() const override
    {
        return new ListedSource(listed);
    }

    void init(const Xapian::Database &database) override
    {
        static const std::vector<Xapian::docid> none;
        const Listed::const_iterator found = listed->find(database.get_uuid());
        documents = found == listed->end() ? &none : &found->second;
        at = 0;
        started = false;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return documents->size();
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return documents->size();
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return documents->size();
    }

    void next(double) override
    {
        if (started)
            at++;
        started = true;
    }

    void skip_to(Xapian::docid document, double) override
    {
        started = true;
        at = std::lower_bound(documents->begin() + at, documents->end(), document) -
             documents->begin();
    }

    bool at_end() const override
    {
        return at >= documents->size();
    }

    Xapian::docid get_docid() const override
    {
        return (*documents)[at];
    }
};

} // namespace
