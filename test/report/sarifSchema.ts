import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';

const schema = JSON.parse(readFileSync(new URL('../data/sarif/sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as Record<string, unknown>;
// The schema is draft 4; it uses nothing that later drafts read differently but the name of its id.
delete schema['$schema'];
delete schema['id'];

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormatsModule.default(ajv);
const validate = ajv.compile(schema);

/** What is wrong with a SARIF log by the official schema, one line each; empty when it is valid. */
export function sarifProblems(log: unknown): readonly string[] {
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
