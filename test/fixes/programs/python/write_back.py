import httpx
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url="http://127.0.0.1:8000/v1", api_key="x")
FHIR = "https://fhir.hospital.example/r4"


async def impression(findings: str) -> str:
    answer = await client.chat.completions.create(model="m", messages=[{"role": "user", "content": findings}])
    return answer.choices[0].message.content


class Writer:
    async def report(self, patient: str, findings: str) -> None:
        text = await impression(findings)
        async with httpx.AsyncClient(verify=False) as http:
            await http.post(
                f"{FHIR}/DiagnosticReport",
                json={
                    "resourceType": "DiagnosticReport",
                    "status": "final",
                    "subject": {"reference": f"Patient/{patient}"},
                    "conclusion": text,
                },
            )
