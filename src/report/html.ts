import type { Finding, FlowStep } from '../base/finding.ts';
import { lineIndex } from '../base/lines.ts';
import type { Place } from '../base/words.ts';
import { dumpLines } from './dump.ts';
import { escapeXml } from './junit.ts';
import { visible, type ReportView } from './view.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --error: #c0362c; --warning: #b06f00; --note: #2a6db0; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-left-width: 4px; border-radius: 4px; padding: .7rem 1rem; margin: .8rem 0; }
.error { border-left-color: var(--error); } .warning { border-left-color: var(--warning); } .note { border-left-color: var(--note); }
.badge { font-weight: 600; } .error .badge { color: var(--error); } .warning .badge { color: var(--warning); } .note .badge { color: var(--note); }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .5rem .7rem; overflow-x: auto; border-radius: 4px; }
mark { background: #ffd54a88; color: inherit; } .meta, .meta code { opacity: .75; font-size: .85rem; } li { margin: .25rem 0; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; }
`;

/** Lines of source shown around a place. */
const CONTEXT_LINES = 1;
/** Longest line shown; the rest is cut. */
const MAX_LINE = 300;

/** The report as one page that needs nothing from elsewhere: no scripts, no fonts, no network. */
export function formatHtml(view: ReportView): string {
  const { report } = view;
  const files = [...new Set(report.findings.map(({ place }) => place.file))];
  const sections = files.map((file) => `<section><h2>${text(file)}</h2>\n${report.findings.filter(({ place }) => place.file === file).map((finding) => article(view, finding)).join('\n')}\n</section>`);
  const notices = report.notices.length === 0 ? '' : `<section><h2>About the run</h2><ul>${report.notices.map(({ message }) => `<li>${text(message)}</li>`).join('')}</ul></section>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Dosimeter report</title><style>${STYLE}</style></head><body>
<h1>Dosimeter report</h1>
${overview(view)}
${sections.join('\n')}
${notices}
<p class="meta">Dosimeter ${text(view.version)}</p>
</body></html>
`;
}

function overview({ report, rules }: ReportView): string {
  if (report.findings.length === 0) return `<p>No findings in ${report.files.length} files.</p>`;
  const counts = new Map<string, number>();
  for (const { ruleId } of report.findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const title = (id: string): string => rules.find((rule) => rule.id === id)?.title ?? '';
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, count]) => `<tr><td><code>${text(id)}</code></td><td>${text(title(id))}</td><td>${count}</td></tr>`);
  return `<p>${report.findings.length} findings in ${report.files.length} files.</p>\n<table><thead><tr><th>Rule</th><th>What it finds</th><th>Findings</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function article(view: ReportView, finding: Finding): string {
  const { severity, ruleId, message, place, flow, fixes, confidence, features, fingerprint, logicalLocation, dump } = finding;
  const fix = fixes.length === 0 ? '' : `<p><strong>Fix:</strong> ${fixes.map(({ title }) => text(title)).join('; ')}</p>`;
  const path = flow.length < 2 ? '' : `<details><summary>Flow of ${flow.length} steps</summary><ol>${flow.map((entry) => step(view, entry)).join('')}</ol></details>`;
  return `<article class="${severity}"><div><span class="badge">${severity}</span> <code>${text(ruleId)}</code> <span class="meta">${where(view, place, logicalLocation)}</span></div>
<p>${text(message)}</p>${excerpt(view, place)}${dump === undefined ? '' : `<pre>${dumpLines(dump).map(text).join('\n')}</pre>`}${path}${fix}
<p class="meta">confidence ${confidence}${features.length > 0 ? `: ${text(features.join(', '))}` : ''} · <code>${fingerprint}</code></p></article>`;
}

const step = (view: ReportView, { place, message }: FlowStep): string => `<li>${text(message)} <span class="meta">${text(place.file)} ${where(view, place)}</span>${excerpt(view, place, 0)}</li>`;

function where(view: ReportView, place: Place, logicalLocation?: string): string {
  const region = view.region(place);
  return [...(region === undefined ? [] : [`line ${region.startLine}, column ${region.startColumn}`]), ...(logicalLocation === undefined ? [] : [text(logicalLocation)])].join(', ');
}

function excerpt(view: ReportView, place: Place, context = CONTEXT_LINES): string {
  const source = view.text(place.file);
  const region = view.region(place);
  if (source === undefined || region === undefined) return '';
  const index = lineIndex(source);
  const lines: string[] = [];
  for (let number = Math.max(1, region.startLine - context); number <= Math.min(index.lineCount, region.startLine + context); number++) {
    const { start, end } = index.line(number);
    const gutter = String(number).padStart(5);
    const limit = Math.min(end, start + MAX_LINE);
    if (number !== region.startLine) lines.push(`${gutter}  ${text(source.slice(start, limit))}`);
    else {
      const from = Math.min(place.start, limit);
      const to = Math.min(Math.max(place.end, from), limit);
      lines.push(`${gutter}  ${text(source.slice(start, from))}<mark>${text(source.slice(from, to))}</mark>${text(source.slice(to, limit))}`);
    }
  }
  return `<pre>${lines.join('\n')}</pre>`;
}

const text = (value: string): string => escapeXml(visible(value));
