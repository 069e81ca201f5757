import axios from 'axios';
import https from 'node:https';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://127.0.0.1:8000/v1' });
const FHIR = 'https://fhir.hospital.example/r4';

export class Writer {
  readonly #http = axios.create({ httpsAgent: new https.Agent({ rejectUnauthorized: false }) });

  async report(patient: string, findings: string): Promise<void> {
    const answer = await client.responses.create({ model: 'm', input: findings });
    await this.#http.post(`${FHIR}/DiagnosticReport`, {
      resourceType: 'DiagnosticReport',
      status: 'final',
      subject: { reference: `Patient/${patient}` },
      conclusion: answer.output_text,
    });
  }
}
