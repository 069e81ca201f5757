import type { Finding, Fix } from '../base/finding.ts';
import { callOf, importEdits, removeEntry } from './calls.ts';
import { correctIn } from './corrections.ts';
import type { FixContext } from './context.ts';

const TLS = 'Use TLS and check it';

/** Encrypts what travels, and checks who answers. */
export function encryptTransport(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  const corrected = correctIn(finding, [
    { from: /(?<=^[rbuRBUfF$]*["'`])http:\/\//, to: 'https://' }, { from: /(?<=^[rbuRBUfF$]*["'`])ws:\/\//, to: 'wss://' },
    { key: /^(?:rejectUnauthorized|verify|verify_ssl|ssl_verify|check_hostname|strictSSL|useTls|use_tls|tls)$/, from: /^false$/, to: 'true' },
    { key: /^(?:verify|verify_ssl|ssl_verify|check_hostname|use_tls|tls)$/, from: /^False$/, to: 'True' },
    { from: /(?<=^ssl\.)CERT_NONE$/, to: 'CERT_REQUIRED' },
  ], (from, to) => `${TLS}: ${to} instead of ${from}`, context);
  return [
    overHttps(finding, corrected, context) ?? corrected ?? associateOverTls(finding, context) ?? positionalTls(finding, context),
    finding.place.file.endsWith('.cs') ? removeEntry(finding, 'ServerCertificateCustomValidationCallback', 'Check the certificates of servers', context) : undefined,
  ];
}

/** Node has a module for each of the two: the address alone would be refused. */
function overHttps({ place }: Finding, corrected: Fix | undefined, context: FixContext): Fix | undefined {
  const found = callOf(place, /^http\.(?:get|request)$/, context);
  if (corrected === undefined || found === undefined || found.from.language.id !== 'typescript') return undefined;
  const { from: { file, text, tree, language }, call } = found;
  const module = /(?:from\s*|require\(\s*)["']((?:node:)?)http["']/.exec(text);
  if (module === null) return undefined;
  const isKnown = /(?:import\s+(?:\*\s*as\s+)?https\b|\bhttps\s*=\s*require)/.test(text);
  const statement = language.statementAt?.(tree, module.index);
  if (!isKnown && statement === undefined) return undefined;
  const added = isKnown || statement === undefined ? [] : [{ file, start: statement.start, end: statement.start, newText: `${text.slice(statement.start, statement.end).replace(/\bhttp\b/g, 'https')}${text.includes('\r\n') ? '\r\n' : '\n'}` }];
  const edits = [...added, { file, start: call.callee.start, end: call.callee.start + 'http'.length, newText: 'https' }, ...corrected.edits];
  return { ...corrected, edits: edits.sort((a, b) => a.start - b.start) };
}

/** pynetdicom: a TLS context and the name that the certificate has to have. */
function associateOverTls({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /\.associate$/, context);
  const [host] = found?.call.arguments ?? [];
  if (found === undefined || host === undefined || found.from.language.id !== 'python' || found.call.arguments.some(({ key }) => key === 'tls_args')) return undefined;
  const { from, call } = found;
  const name = from.text.slice(host.start, host.end).replace(/^\w+\s*=\s*/, '');
  const at = call.arguments.at(-1)?.end ?? call.end;
  const edits = [{ file: place.file, start: at, end: at, newText: `, tls_args=(ssl.create_default_context(), ${name})` }, ...importEdits(from, 'ssl', '')];
  return { title: TLS, level: 'suggested', edits: edits.sort((a, b) => a.start - b.start) };
}

/** fo-dicom: the third argument of a client says whether it uses TLS. */
function positionalTls({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /(?:^|\.)(?:DicomClientFactory\.Create|DicomClient)$/, context);
  const flag = found?.call.arguments[2];
  if (found === undefined || flag === undefined || found.from.text.slice(flag.start, flag.end) !== 'false') return undefined;
  return { title: TLS, level: 'suggested', edits: [{ file: place.file, start: flag.start, end: flag.end, newText: 'true' }] };
}
