#!/usr/bin/env python3
"""How good is the ranking on questions that its weights were not chosen on?

    bench/heldout.py PROGRAM WEIGHTS FOLDER

WEIGHTS is build/bench/weights, FOLDER as for retrieval.py. The questions are cut into two halves by a fixed seed; k1 and λ are chosen on one half,
by the mean over the three ways of typing, and MRR@20 is told for the other; both ways, and over 50 further cuts. The index is kept in $TRACUU_BENCH.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import retrieval

TYPED = (("as it is", str), ("without accents", retrieval.without_accents), ("tones dropped", retrieval.without_tones))


def reciprocals(weights, archive, work, questions):
    """For each choice of weights, one over the rank of the first answer to each question."""
    path = work / "questions"
    path.write_text("".join(f"{text}\t" + "\t".join(paths) + "\n" for text, paths in questions), encoding="utf-8")
    run = subprocess.run([weights, archive / ".tracuu", path], capture_output=True, text=True, check=True)
    table = {}
    for line in run.stdout.splitlines():
        k1, pairs, *ranks = line.split()
        table[float(k1), float(pairs)] = [1 / int(rank) if rank != "0" else 0 for rank in ranks]
    return table


def mean(values, chosen):
    return sum(values[i] for i in chosen) / len(chosen)


def main():
    program, weights, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), pathlib.Path(sys.argv[3])
    work = pathlib.Path(os.environ.get("TRACUU_BENCH") or tempfile.mkdtemp())
    archive = retrieval.build(program, folder, work)
    number = {}
    with open(folder / "docs.jsonl", encoding="utf-8") as lines:
        for count, line in enumerate(lines):
            number[json.loads(line)["id"]] = f"{count:05}.txt"
    with open(folder / "qrels.tsv", encoding="utf-8") as lines:
        answers = {}
        for line in lines:
            question, article, _ = line.split("\t")
            answers.setdefault(question, []).append(number[article])
    with open(folder / "queries.jsonl", encoding="utf-8") as lines:
        questions = [q for q in map(json.loads, lines) if q["id"] in answers]
    tables = [reciprocals(weights, archive, work,
                          [(change(retrieval.quoted(q["text"])), answers[q["id"]]) for q in questions])
              for _, change in TYPED]
    everything = range(len(questions))

    together = {choice: [sum(values) for values in zip(*(table[choice] for table in tables))] for choice in tables[0]}

    def best(chosen):
        return max(together, key=lambda choice: mean(together[choice], chosen))

    def cut(generator):
        order = list(everything)
        generator.shuffle(order)
        return order[:len(order) // 2], order[len(order) // 2:]

    names = ", ".join(name for name, _ in TYPED)
    print(f"{len(questions)} questions; MRR@20: {names}")
    print("chosen on all     ", best(everything), *(f"{mean(table[best(everything)], everything):.4f}" for table in tables))
    first, second = cut(random.Random(1))
    for fitted, held, name in ((first, second, "first half "), (second, first, "second half")):
        choice = best(fitted)
        print(f"chosen on {name}", choice, "on it", *(f"{mean(table[choice], fitted):.4f}" for table in tables),
              "on the other", *(f"{mean(table[choice], held):.4f}" for table in tables))
    # Every question is held out once in each cut.
    sums = [[], [], []]
    for seed in range(2, 52):
        halves = cut(random.Random(seed))
        for sum_, table in zip(sums, tables):
            total = sum(table[best(halves[1 - side])][i] for side in (0, 1) for i in halves[side])
            sum_.append(total / len(questions))
    print("held out, 50 cuts", *(f"{sum(s) / len(s):.4f} ({min(s):.4f} – {max(s):.4f})" for s in sums))
    print("textbook           (1.2, 1.0)", *(f"{mean(table[1.2, 1.0], everything):.4f}" for table in tables))


if __name__ == "__main__":
    main()
