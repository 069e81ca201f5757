import { formatGithub } from './github.ts';
import { formatHtml } from './html.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';
import type { ReportView } from './view.ts';

/** Names that `--format` takes. */
export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in a format. `colour` matters to `pretty` only. */
export function formatReport(format: Format, view: ReportView, options: { readonly colour: boolean }): string {
  switch (format) {
    case 'pretty': return formatPretty(view, options);
    case 'json': return formatJson(view);
    case 'sarif': return formatSarif(view);
    case 'github': return formatGithub(view);
    case 'junit': return formatJunit(view);
    case 'html': return formatHtml(view);
  }
}
