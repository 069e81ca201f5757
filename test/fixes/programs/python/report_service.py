#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Turns incoming studies into summaries."""
from __future__ import annotations

import logging
from dataclasses import dataclass

import pydicom
from openai import (
    AsyncOpenAI,
    OpenAI,
)

log = logging.getLogger(__name__)
SYSTEM = "You are a radiology assistant."


@dataclass
class Summary:
    text: str
    tokens: int = 0


class ReportService:
    """Keeps one client for all requests."""

    def __init__(self, client: OpenAI | None = None) -> None:
        self.client = client or OpenAI()

    def summarise(self, path: str) -> Summary:
        ds = pydicom.dcmread(path)  # the header only
        log.info(
            "summarising %s of %s",
            ds.StudyDescription,
            ds.PatientName,  # helps support
        )
        answer = self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[
                {"role": "system", "content": SYSTEM + " The institution is " + ds.InstitutionName},
                {
                    "role": "user",
                    # what the referrer wrote
                    "content": f"""Comments:
{ds.PatientComments!s}
History: {ds.AdditionalPatientHistory:.200}
""",
                },
            ],
            temperature=0,
        )
        return Summary(answer.choices[0].message.content)


async def summarise_later(path: str) -> str:
    client = AsyncOpenAI()
    ds = pydicom.dcmread(path)
    answer = await client.responses.create(model="gpt-4o-mini", input="Describe: {0} / {1}".format(ds.SeriesDescription, ds.ImageComments))
    return answer.output_text
