from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.police_grievance.tools import documents
from odoo.addons.police_grievance.tools.documents import read_document, read_documents
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

from .document_samples import petition_docx, petition_docx_by_default, petition_pdf

TYPED = "izkFkZuk i=\nesjh eksVj lkbfdy pkSdh ds lkeus ls pksjh gks x;h gSA"
READ = "प्रार्थना पत्र\nमेरी मोटर साइकिल चौकी के सामने से चोरी हो गयी है।"


class TestDocuments(BaseCase):
    def test_word_files(self):
        self.assertEqual(read_document(petition_docx(TYPED)), READ)
        self.assertEqual(read_document(petition_docx_by_default(TYPED)), READ)

    def test_another_font_beside_it(self):
        read = read_document(petition_docx(TYPED, "Mobile: 98765-11021"))
        self.assertEqual(read, f"{READ}\nMobile: 98765-11021")

    def test_pdf_files(self):
        self.assertEqual(read_document(petition_pdf(TYPED)), READ)
        # Where the font has another name the letters tell.
        self.assertEqual(read_document(petition_pdf(TYPED, "CIDFont")), READ)

    def test_only_what_is_typed_so(self):
        self.assertEqual(read_document(petition_pdf("My cycle was stolen", "Helvetica")), "")
        self.assertEqual(read_document(petition_docx("", "My cycle was stolen")), "")

    def test_a_broken_file_stops_nothing(self):
        whole = petition_docx(TYPED)
        for content in (b"", b"%PDF-1.7", b"PK\x03\x04", whole[:300], petition_pdf(TYPED)[:400]):
            self.assertEqual(read_document(content), "", content[:20])

    def test_bounded(self):
        file = EnvelopeFile("big.docx", "", petition_docx(TYPED))
        with patch.object(documents, "LARGEST", 100):
            read_documents([file])
        self.assertEqual(file.readable, "")
        with patch.object(documents, "SECONDS", 0.01):
            read_documents([file])
        self.assertEqual(file.readable, "")
        with patch.object(documents, "_LONGEST", 4):
            self.assertEqual(read_document(file.content), "प्राथ्")
        files = [EnvelopeFile("one.docx", "", file.content) for _number in range(7)]
        with patch.object(documents, "read_document", return_value="words") as read:
            read_documents(files)
        self.assertEqual(read.call_count, documents.MOST)
