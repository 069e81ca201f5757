"""Readers of PDF files and of pictures: text, and what is only structure."""
import io

import fitz
import numpy as np
import pdfplumber
import PyPDF2
import pydicom
import pytesseract
from openai import OpenAI
from pdfminer.high_level import extract_text_to_fp
from PIL import Image
from pypdf import PdfReader

client = OpenAI(base_url="http://localhost:8000/v1")


def pdfminer(path: str) -> None:
    out = io.StringIO()
    with open(path, "rb") as letter:
        extract_text_to_fp(letter, out)
    client.responses.create(model="m", input=out.getvalue())  # <- untrusted-text-in-prompt


def plumber(path: str) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            client.responses.create(model="m", input=page.extract_text())  # <- untrusted-text-in-prompt
            client.responses.create(model="m", input=f"{page.page_number} {page.width} {page.height} {page.bbox}")


def pypdf(path: str) -> None:
    reader = PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    client.responses.create(model="m", input=reader.pages[0].extract_text())  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{reader.get_num_pages()} {reader.pages[0].mediabox} {reader.pages[0].rotation}")
    old = PyPDF2.PdfFileReader(path)
    client.responses.create(model="m", input=f"{old.numPages} {old.getNumPages()}")
    client.responses.create(model="m", input=old.getDocumentInfo().title)  # <- untrusted-text-in-prompt


def mupdf(path: str) -> None:
    with fitz.open(path) as pdf:
        if pdf.is_encrypted:
            pdf.authenticate("")
        client.responses.create(model="m", input=pdf[0].get_text())  # <- untrusted-text-in-prompt
        client.responses.create(model="m", input=f"{pdf.page_count} {pdf[0].rect} {pdf[0].rotation} {pdf[0].number}")
        pixels = pdf[0].get_pixmap()
        client.responses.create(model="m", input=f"{pixels.width} {pixels.height}")
        pdf.close()


def picture(path: str) -> None:
    pixels = pydicom.dcmread(path).pixel_array
    image = Image.fromarray(pixels)
    client.responses.create(model="m", input=pytesseract.image_to_string(image))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{image.size} {image.width} {image.mode} {np.mean(pixels)} {np.percentile(pixels, 99)}")
    client.responses.create(model="m", input=f"read by {pytesseract.get_tesseract_version()} in {pytesseract.get_languages()}")
