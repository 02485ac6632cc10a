#!/usr/bin/env python3
"""How well are scanned pages read? Beside plain `tesseract -l vie`, on scans that somebody typed out.

    bench/scans.py PROGRAM FOLDER

FOLDER holds transcripts.jsonl ("file", "text") and the PDFs it names. Prints for each the share of the transcript's characters that were
read (NFC, white space folded; 1 - edit distance / length) by the program and by tesseract at the dots that scans usually have and at those
that it wishes for, and the number, date and signer that the program finds.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata


def folded(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def distance(a, b):
    """Levenshtein's, a column of the table in one number (Myers 1999, Hyyrö 2003)."""
    if not a:
        return len(b)
    places = {}
    for i, character in enumerate(a):
        places[character] = places.get(character, 0) | 1 << i
    mask, high = (1 << len(a)) - 1, 1 << (len(a) - 1)
    more, less, score = mask, 0, len(a)
    for character in b:
        equal = places.get(character, 0)
        down = equal | less
        across = (((equal & more) + more) ^ more) | equal
        grows, shrinks = less | (~(across | more) & mask), more & across
        score += bool(grows & high) - bool(shrinks & high)
        grows, shrinks = grows << 1 | 1, shrinks << 1
        more = (shrinks | ~(down | grows)) & mask
        less = grows & down & mask
    return score


def accuracy(transcript, text):
    return 1 - distance(folded(transcript), folded(text)) / len(folded(transcript))


def output(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options).stdout


def plain(path, dots, work):
    output("pdftoppm", "-r", str(dots), "-f", "1", "-l", "1", "-gray", "-singlefile", path, work / "page")
    return output("tesseract", work / "page.pgm", "-", "-l", "vie", "--dpi", str(dots))


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with open(folder / "transcripts.jsonl", encoding="utf-8") as lines:
        transcripts = [json.loads(line) for line in lines]
    totals = [0, 0, 0]
    print("| file | read | tesseract, 200 dots | 300 dots | number | date | signer |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        archive = work / "archive"
        archive.mkdir()
        for transcript in transcripts:
            (archive / transcript["file"]).write_bytes((folder / transcript["file"]).read_bytes())
        index = work / "index"
        output(program, "index", "--index", index, "--ocr", "missing", archive)
        for transcript in transcripts:
            path = archive / transcript["file"]
            texts = [output(program, "show", "--index", index, path)]
            texts += [plain(path, dots, work) for dots in (200, 300)]
            shares = [accuracy(transcript["text"], text) for text in texts]
            totals = [total + share for total, share in zip(totals, shares)]
            facts = json.loads(output(program, "show", "--index", index, "--format", "json", path) or "{}")
            date, signer = facts.get("date") or {}, facts.get("signer") or {}
            print("|", transcript["file"], "|", " | ".join(f"{share:.4f}" for share in shares), "|", facts.get("number"), "|",
                  date.get("from"), "to", date.get("to"), "|", signer.get("name"), "|")
    print("| mean |", " | ".join(f"{total / len(transcripts):.4f}" for total in totals), "| | | |")


if __name__ == "__main__":
    main()
