# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes mixed.pdf into the working folder: a page of text, and a page that is only a picture of text."""
import os
import subprocess
import zlib

LINES = ["THONG BAO", "Noi dung trong trang chu: ket luan cuoc hop ve trong rung",
         "Giao Phong Ke hoach tham muu van ban trinh Giam doc", "Chi cuc Kiem lam bao cao ket qua trong thang"]


def pdf(path, pages):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None,
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for content, image in pages:
        resources = b"/Font << /F 3 0 R >>"
        if image:
            width, height, gray = image
            data = zlib.compress(gray)
            objects.append(b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
                           b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                           % (width, height, len(data), data))
            resources += b" /XObject << /I %d 0 R >>" % len(objects)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents %d 0 R >>"
                       % (resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    open(path, "wb").write(out)


def text(lines):
    rows = b"".join(b"(%s) Tj 0 -40 Td " % line.encode() for line in lines)
    return b"BT /F 18 Tf 60 780 Td " + rows + b"ET"

pdf("plain.pdf", [(text(["QUYET DINH", "ve viec bao ve nguon nuoc ngam", "Giao Thanh tra kiem tra cac gieng khoan"]), None)])
pgm = subprocess.run(["pdftoppm", "-gray", "-r", "150", "plain.pdf"], capture_output=True, check=True).stdout
kind, size, depth, gray = pgm.split(b"\n", 3)
width, height = map(int, size.split())
pdf("mixed.pdf", [(text(LINES), None), (b"q 595 0 0 842 0 0 cm /I Do Q", (width, height, gray))])
os.remove("plain.pdf")
