#!/usr/bin/env python3
"""How well are old encodings read? On files of which somebody has the text in Unicode beside them.

    bench/legacy.py PROGRAM FOLDER

FOLDER holds files and for each NAME.doc (or any other end) its transcript NAME.txt. Both texts are brought to NFC, white space folded, and
aligned by their letters without marks; of the transcript's letters that have a mark or are đ, the share that came out exactly right is printed
beside the encoding that the program names.
"""
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata


def bare(character):
    letter = unicodedata.normalize("NFD", character)[0].lower()
    return "d" if letter == "đ" else letter


def words(text):
    return unicodedata.normalize("NFC", text).split()


def marked(character):
    return character in "đĐ" or (character.isalpha() and len(unicodedata.normalize("NFD", character)) > 1)


def right(transcript, text):
    """How many marked letters of two strings with the same bare letters are equal."""
    return sum(marked(a) and a == b for a, b in zip(transcript, text))


def accuracy(transcript, text):
    a, b = words(transcript), words(text)
    bare_a = ["".join(map(bare, word)) for word in a]
    bare_b = ["".join(map(bare, word)) for word in b]
    total = sum(marked(letter) for word in a for letter in word)
    good = 0
    for kind, from_a, to_a, from_b, to_b in difflib.SequenceMatcher(None, bare_a, bare_b, False).get_opcodes():
        one, other = " ".join(a[from_a:to_a]), " ".join(b[from_b:to_b])
        if kind == "equal":
            good += right(one, other)
        elif kind == "replace":
            letters = difflib.SequenceMatcher(None, list(map(bare, one)), list(map(bare, other)), False)
            for at, beside, size in letters.get_matching_blocks():
                good += right(one[at:at + size], other[beside:beside + size])
    return good, total


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    files = sorted(path for path in folder.iterdir() if path.suffix != ".txt" and path.with_suffix(".txt").exists())
    goods = totals = 0
    print("| file | right | of | share | read as |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        archive = work / "archive"
        archive.mkdir()
        for path in files:
            (archive / path.name).write_bytes(path.read_bytes())
        index = work / "index"
        subprocess.run([program, "index", "--index", index, "--ocr", "never", archive], capture_output=True, check=False)
        for path in files:
            show = [program, "show", "--index", index, archive / path.name]
            text = subprocess.run(show, capture_output=True, text=True, check=False).stdout
            facts = subprocess.run(show + ["--format", "json"], capture_output=True, text=True, check=False).stdout
            good, total = accuracy(path.with_suffix(".txt").read_text(encoding="utf-8"), text)
            goods, totals = goods + good, totals + total
            share = good / total if total else 1
            print("|", path.name, "|", good, "|", total, "|", f"{share:.4f}", "|", json.loads(facts or "{}").get("source"), "|", flush=True)
    print("| all |", goods, "|", totals, "|", f"{goods / totals:.4f}", "| |")


if __name__ == "__main__":
    main()
