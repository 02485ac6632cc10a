#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes one small notice in every format that tracuu reads: make_files.py FOLDER.

The notice is invented. Formats are put together by hand, so that the tests need no office program; only what is packed
by other means than Python's is packed by bsdtar. The pictures beside this file show some boxes."""

import bz2
import gzip
import io
import lzma
import os
import pathlib
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

LINES = [
    "ỦY BAN NHÂN DÂN TỈNH HÒA PHÚ",
    "Số: 45/TB-UBND",
    "THÔNG BÁO",
    "Kết luận cuộc họp về kế hoạch trồng rừng",
    "Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng trước ngày 15/3/2025.",
]
TEXT = "\n".join(LINES) + "\n"
TABLE = [["TT", "Nội dung", "Đơn vị"], ["1", "Rà soát quy hoạch", "Sở Xây dựng"]]


def xml_text(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def package(parts, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype", (2025, 1, 1, 0, 0, 0)), mimetype)
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(lines=LINES, table=TABLE, font=None):
    look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    def paragraph(line):
        return f"<w:p><w:r>{look}<w:t>{xml_text(line)}</w:t></w:r></w:p>"
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in table)
    listed = ('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
              "<w:r><w:t>{}</w:t></w:r></w:p>")
    body = ("".join(map(paragraph, lines)) + f"<w:tbl>{rows}</w:tbl>" + listed.format("Việc thứ nhất") +
            listed.format("Việc thứ hai") + "<w:p><w:del><w:r><w:delText>đã bỏ</w:delText></w:r></w:del></w:p>")
    numbering = (f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                 '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
    return package([
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"),
        ("word/numbering.xml", numbering),
    ])


def xlsx():
    strings = [cell for row in TABLE for cell in row]
    shared = "".join(f"<si><t>{xml_text(s)}</t></si>" for s in strings)
    rows = ""
    n = 0
    for row in TABLE:
        rows += "<row>" + "".join(f'<c t="s"><v>{n + i}</v></c>' for i in range(len(row)))
        n += len(row)
        rows += '<c s="1"><v>45731</v></c><c><v>1.5</v></c></row>'
    styles = ('<styleSheet xmlns="x"><fonts><font><name val="Times New Roman"/></font></fonts>'
              '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>')
    return package([
        ("xl/workbook.xml", '<workbook xmlns="x"><sheets/></workbook>'),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", f'<sst xmlns="x">{shared}</sst>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="x"><sheetData>{rows}</sheetData></worksheet>'),
    ])


ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"')


def odf(kind):
    rows = "".join("<table:table-row>" + "".join(f"<table:table-cell><text:p>{xml_text(c)}</text:p></table:table-cell>"
                                                 for c in row) + "</table:table-row>" for row in TABLE)
    table = f"<table:table>{rows}</table:table>"
    paragraphs = "".join(f"<text:p>{xml_text(line)}</text:p>" for line in LINES)
    body = paragraphs + table if kind == "text" else table
    content = f"<office:document-content {ODF}><office:body>{body}</office:body></office:document-content>"
    return package([("content.xml", content)], f"application/vnd.oasis.opendocument.{kind}")


def html():
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE)
    body = "".join(f"<p>{xml_text(line)}</p>\n" for line in LINES)
    return (f"<!DOCTYPE html><html><head><title>Thông báo</title><style>p {{}}</style></head><body>{body}"
            f"<table>{rows}</table><script>alert(1)</script></body></html>").encode()


TCVN3 = dict(zip("ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
                 bytes.fromhex("A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6"
                               "E7E8E9EAEBECEDEEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFEA1A2A3A4A5A6A7")))


def tcvn3(text):
    low = str.maketrans({c: c.lower() for c in text if c not in TCVN3 and c.lower() in TCVN3})
    return bytes(TCVN3.get(c, ord(c) if ord(c) < 128 else 63) for c in text.translate(low))


def rtf(legacy=False):
    def escape(line):
        if legacy:
            return "".join(chr(b) if b < 128 else f"\\'{b:02x}" for b in tcvn3(line))
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)
    font = ".VnTime" if legacy else "Times New Roman"
    body = "".join(f"{escape(line)}\\par\n" for line in LINES)
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0\\froman " + font + ";}}"
            "{\\info{\\title secret}}\\f0 " + body + "}").encode("ascii")


def ole(streams, inner=()):
    """A compound file with these streams, each of at least 4096 bytes; `inner` are those of a document put into it."""
    sector = 512
    chunks = []
    table = []
    starts = []
    for _, content in [*inner, *streams]:
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % sector)
        starts.append((len(chunks), len(content)))
        count = len(content) // sector
        for i in range(count):
            chunks.append(content[i * sector:(i + 1) * sector])
            table.append(len(table) + 1 if i + 1 < count else 0xFFFFFFFE)
    # Name, kind, start, size, next of the same folder, first inside.
    nothing = 0xFFFFFFFF
    pool = 1 if inner else 0
    first = 1 + pool + len(inner)
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0, nothing, pool or first)]
    entries += [("ObjectPool", 1, 0, 0, first, 2)] if inner else []
    for i, ((name, _), (start, size)) in enumerate(zip([*inner, *streams], starts)):
        last = i + 1 in (len(inner), len(inner) + len(streams))
        entries.append((name, 2, start, size, nothing if last else len(entries) + 1, nothing))
    folder = b""
    for name, kind, start, size, following, child in entries:
        encoded = name.encode("utf-16-le") + b"\0\0"
        folder += encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, nothing, following, child)
        folder += b"\0" * 36 + struct.pack("<III", start, size, 0)
    folder = folder.ljust(-(-len(folder) // sector) * sector, b"\0")
    folder_start = len(chunks)
    for i in range(len(folder) // sector):
        chunks.append(folder[i * sector:(i + 1) * sector])
        table.append(len(table) + 1 if (i + 1) * sector < len(folder) else 0xFFFFFFFE)
    table_start = len(chunks)
    count = -(-(len(table) + 4) * 4 // sector)
    table += [0xFFFFFFFD] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * sector, b"\xff")
    for i in range(count):
        chunks.append(packed[i * sector:(i + 1) * sector])
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIII", count, folder_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *([table_start + i for i in range(count)] + [0xFFFFFFFF] * (109 - count)))
    return head + b"".join(chunks)


def doc(text=TEXT, inner=()):
    text = text.replace("\n", "\r")
    encoded = text.encode("utf-16-le")
    main = bytearray(0x400)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<I", main, 0x4C, len(text))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x400, 0)
    list_of_pieces = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(list_of_pieces))
    return ole([("WordDocument", bytes(main) + encoded), ("1Table", list_of_pieces)], inner)


def xls():
    def record(kind, content):
        return struct.pack("<HH", kind, len(content)) + content
    strings = [cell for row in TABLE for cell in row]
    shared = struct.pack("<II", len(strings), len(strings))
    for s in strings:
        shared += struct.pack("<HB", len(s), 1) + s.encode("utf-16-le")
    book = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0xE0, b"\0" * 20)
    book += record(0xE0, struct.pack("<HH", 0, 14) + b"\0" * 16) + record(0xFC, shared) + record(0x0A, b"")
    book += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for r, row in enumerate(TABLE):
        for c in range(len(row)):
            book += record(0xFD, struct.pack("<HHHI", r, c, 0, r * len(row) + c))
        book += record(0x203, struct.pack("<HHHd", r, 9, 1, 45731.0))
        book += record(0x27E, struct.pack("<HHHI", r, 10, 0, 150 << 2 | 3))
    return ole([("Workbook", book + record(0x0A, b""))])


def pdf(pages=None):
    """Text in a font with a ToUnicode table: glyph n is the n-th different letter."""
    pages = pages or [LINES]
    letters = sorted({c for page in pages for line in page for c in line})
    numbers = {c: i + 1 for i, c in enumerate(letters)}
    table = "".join(f"<{numbers[c]:04x}> <{ord(c):04x}>\n" for c in letters[:100])
    more = "".join(f"<{numbers[c]:04x}> <{ord(c):04x}>\n" for c in letters[100:200])
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{min(len(letters), 100)} beginbfchar\n{table}endbfchar\n" +
            (f"{len(letters) - 100} beginbfchar\n{more}endbfchar\n" if len(letters) > 100 else "") +
            "endcmap end end").encode()
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None,
               b"<< /Type /Font /Subtype /Type0 /BaseFont /Notice /Encoding /Identity-H /DescendantFonts [4 0 R] "
               b"/ToUnicode 5 0 R >>",
               b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Notice /CIDSystemInfo << /Registry (Adobe) "
               b"/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 6 0 R >>",
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
               b"<< /Type /FontDescriptor /FontName /Notice /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
               b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"]
    kids = []
    for page in pages:
        show = b"BT /F 12 Tf 72 760 Td 16 TL\n"
        for line in page:
            show += b"<" + "".join(f"{numbers[c]:04x}" for c in line).encode() + b"> Tj T*\n"
        show = zlib.compress(show + b"ET")
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(show), show))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F 3 0 R >> >> >>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return pdf_file(objects)


def pdf_file(objects):
    out = b"%PDF-1.7\n"
    places = []
    for i, content in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def png(width=64, height=64):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(min(height, 4096))))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def picture(end):
    return (pathlib.Path(__file__).parent / f"boxes.{end}").read_bytes()


def scan():
    """A page that is one picture of 48 by 48 points."""
    photo = picture("jpg")
    show = b"q 60 0 0 60 0 0 cm /I Do Q"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 60 60] /Contents 4 0 R "
               b"/Resources << /XObject << /I 5 0 R >> >> >>",
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(show), show),
               b"<< /Type /XObject /Subtype /Image /Width 48 /Height 48 /ColorSpace /DeviceGray /BitsPerComponent 8 "
               b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (len(photo), photo)]
    return pdf_file(objects)


def pptx():
    def paragraph(line):
        return f"<a:p><a:r><a:t>{xml_text(line)}</a:t></a:r></a:p>"
    slides = [(f"ppt/slides/slide{i + 1}.xml", f'<p:sld xmlns:p="p" xmlns:a="a">{paragraph(line)}</p:sld>')
              for i, line in enumerate(LINES)]
    return package([("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")] + slides)


def ppt():
    show = b""
    for line in LINES:
        text = line.encode("utf-16-le")
        show += struct.pack("<HHI", 0, 0x0FA0, len(text)) + text
    return ole([("PowerPoint Document", struct.pack("<HHI", 15, 0x03E8, len(show)) + show)])


def xml():
    body = "".join(f"<line>{xml_text(line)}</line>\n" for line in LINES)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<notice>\n{body}</notice>\n'.encode()


def eml(attachment):
    import base64
    subject = base64.b64encode("Thông báo số 45".encode()).decode()
    body = base64.b64encode(TEXT.encode()).decode()
    attached = base64.encodebytes(attachment).decode()
    return (f"From: van.thu@example.vn\r\nTo: so.tai.chinh@example.vn\r\nSubject: =?UTF-8?B?{subject}?=\r\n"
            "Date: Mon, 3 Mar 2025 08:00:00 +0700\r\nMessage-ID: <1@example.vn>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=\"xyz\"\r\n\r\n--xyz\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            f"{body}\r\n--xyz\r\nContent-Type: application/octet-stream; name=\"phu luc.docx\"\r\n"
            "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"phu luc.docx\"\r\n\r\n"
            f"{attached}\r\n--xyz--\r\n").encode()


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def rar(members):
    """Members as they are, unpacked: RAR packs nothing but by a program of its owner."""
    def number(value):
        out = b""
        while value > 127:
            out += bytes([value & 127 | 128])
            value >>= 7
        return out + bytes([value])

    def block(body, content=b""):
        body = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(body)) + body + content

    out = b"Rar!\x1a\x07\x01\0" + block(b"\1\0\0")
    for name, content in members:
        size, name = number(len(content)), name.encode()
        out += block(b"\2\2" + size + b"\4" + size + number(0o100644) + struct.pack("<I", zlib.crc32(content)) + b"\0\1" +
                     number(len(name)) + name, content)
    return out + block(b"\5\0\0")


def packed(archive, *options):
    """The members of an archive packed otherwise."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["bsdtar", "-c", *options, "-f", out.name, "@-"], input=archive, check=True,
                       env={**os.environ, "LC_ALL": "C.UTF-8"})
        return pathlib.Path(out.name).read_bytes()


def files():
    word = docx()
    members = [("thư mục/thông báo.docx", word), ("ghi chú.txt", TEXT.encode()), ("trống.txt", b"")]
    return {
        "notice.txt": TEXT.encode(),
        "notice.md": ("# " + TEXT).encode(),
        "notice.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
        "tcvn3.txt": tcvn3(TEXT),
        "utf16.txt": b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "notice.pdf": pdf([LINES, LINES[2:]]),
        "notice.docx": word,
        "tcvn3.docx": docx([tcvn3(line).decode("cp1252", "replace") for line in LINES], [], ".VnTime"),
        "plan.xlsx": xlsx(),
        "notice.odt": odf("text"),
        "plan.ods": odf("spreadsheet"),
        "notice.html": html(),
        "notice.rtf": rtf(),
        "tcvn3.rtf": rtf(True),
        "notice.doc": doc(),
        "plan.xls": xls(),
        "mail.eml": eml(word),
        "all.zip": package(members),
        "all.tar": tar(members),
        "all.tar.gz": gzip.compress(tar(members), mtime=0),
        "all.rar": rar(members),
        "blank.png": png(),
        "slides.pptx": pptx(),
        "slides.ppt": ppt(),
        "notice.xml": xml(),
        "box.mbox": b"From van.thu@example.vn Mon Mar  3 08:00:00 2025\n" + eml(word).replace(b"\r\n", b"\n"),
        "scan.pdf": scan(),
        **{f"boxes.{end}": picture(end) for end in ("jpg", "gif", "bmp", "tif", "webp")},
        "notice.txt.bz2": bz2.compress(TEXT.encode()),
        "notice.txt.xz": lzma.compress(TEXT.encode()),
        "notice.txt.lzma": lzma.compress(TEXT.encode(), lzma.FORMAT_ALONE),
        **{f"all.tar.{filter}": packed(tar(members), "--format=ustar", f"--{filter}")
           for filter in ("bzip2", "xz", "lzma", "zstd", "lz4", "lzip", "compress")},
        **{f"all.{format}": packed(tar(members), f"--format={format}") for format in ("newc", "odc", "xar")},
        **{f"{method}.7z": packed(tar(members), "--format=7zip", f"--options=compression={method}")
           for method in ("store", "deflate", "bzip2", "lzma1", "lzma2", "ppmd")},
    }


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, content in files().items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)


if __name__ == "__main__":
    main()
