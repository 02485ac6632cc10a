#!/usr/bin/env python3
"""Is the best answer on top? Asks real questions of real articles, typed as they are, without accents, and with tones dropped.

    bench/retrieval.py PROGRAM FOLDER [OPTION…]

FOLDER holds docs.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (question, article, 1). OPTIONs go to `tracuu search`.
Prints MRR@20 and Recall@20; the index is kept in $TRACUU_BENCH (a temporary folder without it) and made when it is not there.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def without_tones(text):
    bare = (c for c in unicodedata.normalize("NFD", text) if c not in TONES)
    return unicodedata.normalize("NFC", "".join(bare))


def without_accents(text):
    bare = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(bare).replace("đ", "d").replace("Đ", "D")


def build(program, folder, work):
    """Writes one file an article and indexes them."""
    archive = work / "archive"
    if (archive / ".tracuu" / "manifest").exists():
        return archive
    archive.mkdir(parents=True, exist_ok=True)
    with open(folder / "docs.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            (archive / f"{number:05}.txt").write_text(
                article["title"] + "\n\n" + article["text"] + "\n", encoding="utf-8")
    subprocess.run([program, "index", archive], check=True)
    return archive


def quoted(text):
    """The question as plain words: what the query language would read as operators is left to it only where a person typed it so."""
    return " ".join(text.replace('"', " ").replace("(", " ").replace(")", " ").split())


def ask(program, archive, questions, options):
    """The paths of the best twenty for each question."""
    run = subprocess.run(
        [program, "search", "--index", archive / ".tracuu", "--batch", "-", "--limit", "20", *options],
        input="\n".join(questions) + "\n", capture_output=True, text=True, check=False)
    if run.stderr:
        print(run.stderr[:2000], file=sys.stderr)
    found = [[] for _ in questions]
    for line in run.stdout.splitlines():
        hit = json.loads(line)
        found[hit["question"] - 1].append(hit["path"])
    return found


def main():
    program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    work = pathlib.Path(os.environ.get("TRACUU_BENCH") or tempfile.mkdtemp())
    archive = build(program, folder, work)
    number = {}
    with open(folder / "docs.jsonl", encoding="utf-8") as lines:
        for count, line in enumerate(lines):
            number[json.loads(line)["id"]] = f"{count:05}.txt"
    wanted = {}
    with open(folder / "qrels.tsv", encoding="utf-8") as lines:
        for line in lines:
            question, article, _ = line.rstrip("\n").split("\t")
            wanted.setdefault(question, set()).add(number[article])
    with open(folder / "queries.jsonl", encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    questions = [q for q in questions if q["id"] in wanted]
    print(f"{len(questions)} questions, {len(number)} articles")
    print("typed              MRR@20  R@20   R@1")
    for name, change in (("as it is", str), ("without accents", without_accents),
                         ("tones dropped", without_tones)):
        found = ask(program, archive, [change(quoted(q["text"])) for q in questions], sys.argv[3:])
        reciprocal = recall = first = 0
        for question, paths in zip(questions, found):
            right = wanted[question["id"]]
            names = [os.path.basename(path) for path in paths]
            ranks = [rank for rank, path in enumerate(names, 1) if path in right]
            reciprocal += 1 / ranks[0] if ranks else 0
            recall += len(right.intersection(names)) / len(right)
            first += bool(ranks) and ranks[0] == 1
        total = len(questions)
        print(f"{name:18} {reciprocal / total:.4f}  {recall / total:.4f}  {first / total:.4f}")


if __name__ == "__main__":
    main()
