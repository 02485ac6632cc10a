#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Notices in one file, as the drivers of other engines read them, and questions for them.

    bench/pack.py NOTICES PACK QUESTIONS

NOTICES is a folder of bench/generate. In PACK stand before each text its name, its day (YYYYMMDD), a title and its
size. A line of QUESTIONS is one of the 30 words that nearest to 100 notices have, and the first
days of a year and of the next one.
"""
import collections
import pathlib
import re
import sys

DAY = re.compile(r"ngày (\d+) tháng (\d+) năm (\d{4})")


def main(folder, pack, questions):
    counts = collections.Counter()
    with open(pack, "wb") as out:
        for path in sorted(pathlib.Path(folder).rglob("*.txt")):
            data = path.read_bytes()
            text = data.decode("utf-8", "replace")
            day = DAY.search(text)
            number = "19000101"
            if day:
                number = f"{int(day[3]):04}{int(day[2]):02}{int(day[1]):02}"
            out.write(f"{path.stem}\t{number}\t{path.stem}\t{len(data)}\n".encode())
            out.write(data + b"\n")
            counts.update(set(re.findall(r"\w+", text.lower())))
    words = sorted(filter(str.isalpha, counts), key=lambda word: (abs(counts[word] - 100), word))
    with open(questions, "w", encoding="utf-8") as out:
        out.writelines(f"{word}\t20190101\t20200101\n" for word in words[:30])


if __name__ == "__main__":
    main(*sys.argv[1:])
