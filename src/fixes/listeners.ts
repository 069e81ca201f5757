import type { Finding, Fix } from '../base/finding.ts';
import { addArgument, callOf, importEdits, insertBefore, type FoundCall } from './calls.ts';
import { correctIn } from './corrections.ts';
import type { FixContext } from './context.ts';

const HERE = 'Listen on this machine only';

/** Listens on loopback: where an address is given in its place, where none is as another argument. */
export function onLoopback(finding: Finding, context: FixContext): Fix | undefined {
  return correctIn(finding, [
    { key: /^$|^(?:host|hostname|server_name|bind|address|ip|ipAddress|listen)$/, from: /(?<=^["'`])(?:0\.0\.0\.0|::|)(?=["'`]$)/, to: '127.0.0.1' },
    { key: /^$|^(?:bind|listen|urls?)$/, from: /(?<=^["'`])(?:0\.0\.0\.0|\[::\])(?=:\d+["'`]$)|(?<=^["'`]:?)(?=:\d+["'`]$)/, to: '127.0.0.1' },
    { from: /(?<=^["'`]https?:\/\/)(?:0\.0\.0\.0|\[::\]|[*+])(?=[:/"'`])/, to: 'localhost' },
  ], (_from, to) => `${HERE}: ${to}`, context) ?? addHost(finding, context);
}

function addHost(finding: Finding, context: FixContext): Fix | undefined {
  const python = addArgument(finding, /(?:^|\.)(?:serve|run_app|run_simple)$/, 'host', '"127.0.0.1"', HERE, context);
  if (python !== undefined) return python;
  const found = callOf(finding.place, /\.listen$/, context);
  if (found === undefined || found.from.language.id !== 'typescript') return undefined;
  const [port, next] = found.call.arguments;
  const isPort = port !== undefined && !/^[{("'`]|=>/.test(found.from.text.slice(port.start, port.end));
  const isCallback = next === undefined || /^(?:async\s*)?(?:\(|function\b|\w+\s*=>)/.test(found.from.text.slice(next.start, next.end));
  return isPort && isCallback ? insertion(found, port.end, ", '127.0.0.1'", HERE) : undefined;
}

const insertion = ({ from: { file } }: FoundCall, at: number, newText: string, title: string): Fix => ({ title, level: 'suggested', edits: [{ file, start: at, end: at, newText }] });

/** Ways to keep strangers off a DICOM listener, in the words of the toolkits. */
export function closeListener(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  return [
    insertBefore(finding, /\.(?:start_server|make_server)$/, (ae) => (finding.place.file.endsWith('.java') ? undefined : `${ae}.require_called_aet = True`), 'Accept associations that name this AE only', context),
    bindHere(finding, context),
    ownConnection(finding, context),
    mutualTls(finding, context),
  ];
}

/** fo-dicom: the address goes in front of the port. */
function bindHere({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /DicomServer(?:Factory)?\.Create\s*<[^>]*>$/, context);
  const [port] = found?.call.arguments ?? [];
  if (found === undefined || port === undefined || found.from.language.id !== 'csharp' || /^["$]/.test(found.from.text.slice(port.start, port.end))) return undefined;
  return insertion(found, port.start, `${port.key === undefined ? '' : 'ipAddress: '}"127.0.0.1", `, HERE);
}

/** dcm4che: the host stands at the connection, which was added to the device. */
function ownConnection(finding: Finding, context: FixContext): Fix | undefined {
  const text = context.editable(finding.place.file)?.text ?? '';
  return insertBefore(finding, /\.bindConnections$/, (device) => {
    const connection = /^\w+$/.test(device) ? new RegExp(`\\b${device}\\.addConnection\\(\\s*(\\w+)\\s*\\)`).exec(text)?.[1] : undefined;
    return connection === undefined ? undefined : `${connection}.setHostname("127.0.0.1");`;
  }, HERE, context);
}

/** dcmjs-dimse: TLS with certificates of both sides. */
function mutualTls({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /\.listen$/, context);
  if (found === undefined || found.from.language.id !== 'typescript' || found.call.arguments.length !== 1) return undefined;
  const title = 'Require TLS with certificates of both sides: put your files in';
  const options = ", { securityOptions: { key: readFileSync('server-key.pem'), cert: readFileSync('server-cert.pem'), ca: readFileSync('peers-ca.pem'), requestCert: true, rejectUnauthorized: true } }";
  const { edits } = insertion(found, found.call.arguments[0]?.end ?? found.call.end, options, title);
  return { title, level: 'suggested', edits: [...edits, ...importEdits(found.from, 'node:fs', 'readFileSync')].sort((a, b) => a.start - b.start) };
}
