/** What a value of each VR may hold (PS3.5 §6.2), and whether a value breaks it in a way that makes room for text. */

/** VRs whose values are decoded as text. */
export const TEXT_VRS: ReadonlySet<string> = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'LT', 'PN', 'SH', 'ST', 'TM', 'UC', 'UI', 'UR', 'UT']);

/** VRs that hold one value in which a backslash is a character. */
export const SINGLE: ReadonlySet<string> = new Set(['LT', 'ST', 'UT', 'UR']);

/** VRs made for codes, numbers and dates, in which no sentence belongs. */
export const CODED: ReadonlySet<string> = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI']);

/** Longest value in characters (not bytes), for one value of a multi-valued element. Query ranges make dates and times longer. */
const LONGEST: Readonly<Record<string, number>> = { AE: 16, AS: 4, CS: 16, DA: 18, DS: 16, DT: 54, IS: 12, LO: 64, LT: 10_240, SH: 16, ST: 1_024, TM: 28, UI: 64 };

/** Characters that a coded VR admits, padding and delimiters included. */
const REPERTOIRE: Readonly<Record<string, RegExp>> = {
  AS: /^[0-9DWMY \\\0]*$/,
  DA: /^[0-9.\- \\\0]*$/,
  DS: /^[0-9+\-.eE \\\0]*$/,
  DT: /^[0-9+\-. \\\0]*$/,
  IS: /^[0-9+\- \\\0]*$/,
  TM: /^[0-9:.\- \\\0]*$/,
  UI: /^[0-9. \\\0]*$/,
};

/** Text in a number or a date is reported from this many letters on: `NaN`, `1.2E5` and `N/A` leave no room for a message. */
const LETTERS_THAT_MATTER = 6;

/** How a value breaks its VR so that it can carry text; undefined where it does not. */
export function violation(vr: string, text: string): string | undefined {
  const repertoire = REPERTOIRE[vr];
  if (repertoire && !repertoire.test(text)) {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    if (letters >= LETTERS_THAT_MATTER) return `letters in a value of VR ${vr}`;
  }
  const longest = LONGEST[vr];
  if (longest === undefined) return undefined;
  for (const value of SINGLE.has(vr) ? [text] : text.split('\\')) {
    if (value.length <= longest) continue;
    let end = value.length;
    while (end > 0 && (value[end - 1] === ' ' || value[end - 1] === '\0')) end--;
    const length = characters(value.slice(0, end));
    if (length > longest) return `${length} characters in a value of VR ${vr}, which holds ${longest}`;
  }
  return undefined;
}

/** Characters of a value: a letter of two UTF-16 units counts once. */
function characters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}
