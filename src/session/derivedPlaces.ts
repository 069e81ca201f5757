import type { Finding, Fix, Notice, SuppressedFinding } from '../base/finding.ts';
import type { Place } from '../base/words.ts';
import type { OffsetMap } from '../languages/notebook/offsets.ts';

/** Moves places from the texts that were analysed to the files that they were made from (notebooks). */
export interface PlaceMapper {
  place(place: Place): Place;
  finding(finding: Finding): Finding;
  suppressed(entry: SuppressedFinding): SuppressedFinding;
  notice(notice: Notice): Notice;
}

/** A mapper for the files that have a map; places elsewhere stay as they are. */
export function placeMapper(maps: ReadonlyMap<string, OffsetMap>): PlaceMapper {
  const place = <P extends Place>(original: P): P => {
    const map = maps.get(original.file);
    return map === undefined ? original : { ...original, ...map.toFileSpan(original) };
  };
  const fix = (original: Fix): Fix => ({
    ...original,
    // What a notebook holds is JSON text: a line end inside a string is written as its escape.
    edits: original.edits.map((edit) => (maps.has(edit.file) ? { ...place(edit), newText: JSON.stringify(edit.newText).slice(1, -1) } : edit)),
  });
  const finding = (original: Finding): Finding => (maps.size === 0 ? original : {
    ...original,
    place: place(original.place),
    flow: original.flow.map((step) => ({ ...step, place: place(step.place) })),
    related: original.related.map((entry) => ({ ...entry, place: place(entry.place) })),
    fixes: original.fixes.map(fix),
  });
  return {
    place,
    finding,
    suppressed: (entry) => ({ ...entry, finding: finding(entry.finding), comment: place(entry.comment) }),
    notice: (original) => (original.place === undefined ? original : { ...original, place: place(original.place) }),
  };
}
