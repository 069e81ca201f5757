/** Escape sequences of terminals (ECMA-48): a screen acts on them, a model reads around them, a log viewer shows nothing. */

const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?|[ -/]+[0-~]|[0-~])/g;

/** Concealed or in the colour of the ground: the words that follow are not shown. */
const CONCEALS = /\x1b\[(?:[\d;]*;)?(?:8|30;40|37;47)m/;

export interface TerminalText {
  readonly text: string;
  readonly facts: readonly string[];
  readonly conceals: boolean;
}

/** A text without the sequences, each of them a space; undefined where it has none. */
export function withoutTerminal(text: string): TerminalText | undefined {
  if (!text.includes('\x1b')) return undefined;
  const plain = text.replace(SEQUENCE, ' ');
  if (plain === text) return undefined;
  const conceals = CONCEALS.test(text);
  return { text: plain, conceals, facts: [conceals ? 'concealed by escape sequences of a terminal' : 'with escape sequences of a terminal'] };
}
