/** Milliseconds after the last keystroke before an analysis starts: long enough for a word, short enough to feel immediate. */
export const DEBOUNCE_MS = 200;

/** Findings shown for one file. A file with more is generated or hostile, and the editor would drown; the rest is counted in a last entry. */
export const MAX_DIAGNOSTICS_PER_FILE = 250;

/** Steps shown as related information of one finding. Longer paths keep their first and last steps. */
export const MAX_STEPS = 40;
