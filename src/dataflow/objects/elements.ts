import { capacityOfVr, elementByKeyword, elementByTag, isIdentifying, tagDigits, tagText } from '../../base/dicom.ts';
import { Capacity, type Place } from '../../base/words.ts';
import { PHI_BITS, TEXT_BITS, clearLabels, type ElementInfo, type Label } from '../../resolve/value.ts';

/** Attributes of an element object that describe it and hold none of its text. */
const ELEMENT_FACTS = new Set(['VR', 'vr', 'VM', 'vm', 'tag', 'keyword', 'is_private', 'is_empty', 'length', 'dataOffset', 'is_implicit_VR', 'is_little_endian', 'Type', 'elements_count', 'Tag', 'ValueRepresentation']);
/** What Orthanc says of a resource or a change besides its tags: names that it made itself, times and counts (Orthanc REST API). */
const ARCHIVE_FACTS = new Set(['ID', 'ParentPatient', 'ParentStudy', 'ParentSeries', 'Studies', 'Series', 'Instances', 'ChangeType', 'ResourceType', 'Seq', 'Done', 'Last', 'IsStable', 'LastUpdate', 'FileSize', 'FileUuid', 'IndexInSeries', 'ExpectedNumberOfInstances', 'CountPatients', 'CountStudies', 'CountSeries', 'CountInstances', 'DiskSize', 'DiskSizeMB', 'TotalDiskSize', 'TotalDiskSizeMB']);
/** Columns that a data base fills itself, and unique identifiers of DICOM objects (PS3.5 9.1): no sentence fits, and they name nobody. */
const RECORD_FACTS = /^(_?id|uuid|guid|pk|__v|_?(created|updated|modified|inserted|deleted)(_?(at|on|date|time))?|\w+_?count|\w*instance_?uid)$/i;
/** FHIR elements whose type is code, uri, date, boolean or number: no sentence fits (FHIR R4 datatypes). */
const FHIR_CODES = new Set(['id', 'resourceType', 'typeName', 'fhirType', 'gender', 'status', 'birthDate', 'active', 'deceasedBoolean', 'total', 'lastUpdated', 'versionId', 'intent', 'priority', 'rank', 'use', 'effectiveDateTime', 'issued', 'authoredOn', 'recordedDate', 'start', 'period', 'valueInteger', 'valueBoolean', 'valueDecimal', 'valueDate', 'valueDateTime']);
/** FHIR elements that hold a concept of a terminology, a measured value or a time of one: they can be worded, and tell of nobody by themselves. */
const FHIR_CLINICAL = new Set(['code', 'class', 'category', 'clinicalStatus', 'verificationStatus', 'severity', 'criticality', 'interpretation', 'referenceRange', 'component', 'valueQuantity', 'valueCodeableConcept', 'medicationCodeableConcept', 'vaccineCode', 'bodySite', 'manifestation', 'reasonCode', 'onsetDateTime', 'onsetAge', 'abatementDateTime', 'performedDateTime', 'performedPeriod', 'occurrenceDateTime']);
/** Properties of an answer of a server that hold the resource itself. */
const ENVELOPES = new Set(['data', 'body', 'text', 'Content', 'Body']);
const FHIR_NUMBERS = new Set(['numberOfInstances', 'numberOfSeries', 'total', 'active', 'deceasedBoolean', 'valueInteger', 'valueBoolean', 'valueDecimal', 'rank']);
const FHIR_IDENTIFYING = new Set(['name', 'birthDate', 'address', 'telecom', 'identifier', 'text', 'contact', 'photo', 'note', 'conclusion', 'presentedForm', 'div', 'family', 'given', 'subject', 'patient']);

/** `getConclusion` → `conclusion`; the suffixes are those of the FHIR object model. */
export function propertyOf(getter: string): string | undefined {
  const match = /^(?:get|is|has)([A-Z]\w*?)(?:FirstRep|Element|AsString|(?<=DateTime|Boolean|Integer|Decimal|Instant|Date|String)Type)?$/.exec(getter);
  return match ? match[1]!.charAt(0).toLowerCase() + match[1]!.slice(1) : undefined;
}

/** The property that a method sets: `setName` → `name`. */
export const setterOf = (name: string): string | undefined => /^set[A-Z]/.test(name) ? name.charAt(3).toLowerCase() + name.slice(4) : undefined;

/** As `narrow`, for a property that a typed object model gives: codes are enumerations there, dates and numbers their own types. */
export function narrowProperty(labels: readonly Label[], property: string): readonly Label[] {
  const left = narrow(labels, property);
  return FHIR_CODES.has(property) && labels.some((l) => l.shape === 'fhir') ? clearLabels(left, TEXT_BITS) : left;
}

/** What remains of the labels of an object when one of its fields is read. `key` undefined: a field that is not known. */
export function narrow(all: readonly Label[], key: string | undefined, place: Place | null = null): readonly Label[] {
  if (all.length === 0) return all;
  // Of a date, the year alone names nobody; nor does a number of years.
  const labels = key !== undefined && YEARS.test(key) ? all.flatMap((l) => (l.live & TEXT_BITS) === 0 ? clearLabels([l], PHI_BITS) : [l]) : all;
  if (labels.every((l) => (l.shape === null && l.source.kind !== 'ehr-text') || l.shape === 'text')) return labels;
  const out: Label[] = [];
  for (const l of labels) {
    const n = narrowOne(l, key);
    if (!n) continue;
    // The read of the element is a step of its own: it is where the text enters the code's hands.
    out.push(place && n.element && n.element !== l.element ? { ...n, step: { kind: 'step', place, message: `reads ${n.element.words}`, prev: n.step, length: n.step.length + 1 } } : n);
  }
  return out;
}

const YEARS = /^years?$/i;
/** What an answer of a server says of itself. */
const TRANSPORT = new Set(['statusCode', 'statusMessage', 'httpVersion']);
/** How often a group, a segment or a field of a message stands there. */
export const REPETITIONS = /^\w+(Reps|RepetitionsUsed)$/;
/** Segments that say of a message who sent it when and whether it was taken (HL7 v2.5.1, chapter 2.15): they name nobody. */
const CONTROL_SEGMENT = /^(get)?(MSH|MSA|EVN|ERR|QAK|FHS|BHS|SFT)(?![a-z0-9])/;
function narrowOne(l: Label, key: string | undefined): Label | null {
  if (key !== undefined && l.shape !== null && !l.element && TRANSPORT.has(key)) return null;
  if (l.shape === 'dicom') return narrowDicom(l, key);
  if (l.shape === 'fhir') return narrowFhir(l, key);
  if (l.source.kind === 'ehr-text' && l.shape === null && key !== undefined && RECORD_FACTS.test(key)) return null;
  if (l.shape === 'hl7' && key !== undefined) return REPETITIONS.test(key) ? null : CONTROL_SEGMENT.test(key) ? clearLabels([l], PHI_BITS)[0] ?? null : l;
  return l;
}

/** Text VRs that carry no text once the reading library has parsed them. */
export function dicomLabel(l: Label, digitsOrKeyword: string): Label | null {
  const e = elementByKeyword(digitsOrKeyword) ?? elementByTag(tagDigits(digitsOrKeyword) ?? '');
  if (!e) {
    const digits = tagDigits(digitsOrKeyword);
    return digits ? { ...l, shape: null, element: { name: digits, words: `element ${tagText(digits)}` }, capacity: Capacity.high } : null;
  }
  if (e.vr === 'SQ') return { ...l, element: { name: e.keyword, words: `${e.keyword} ${tagText(e.tag)} SQ` } };
  // Bytes of their own that are a document: a PDF, a CDA (PS3.3 C.24.2).
  const isDocument = e.keyword === 'EncapsulatedDocument';
  const capacity = isDocument ? Capacity.high : capacityOfVr(e.vr);
  const phi = isDocument || isIdentifying(e.keyword);
  let live = l.live;
  if (capacity === Capacity.none) live &= ~TEXT_BITS;
  if (!phi) live &= ~PHI_BITS;
  if (live === 0) return null;
  const element: ElementInfo = { name: e.keyword, words: `${e.keyword} ${tagText(e.tag)} ${e.vr}` };
  return { ...l, live, capacity: capacity < l.capacity ? capacity : l.capacity, shape: null, element };
}

function narrowDicom(l: Label, key: string | undefined): Label | null {
  if (key === undefined) return l;
  if (ELEMENT_FACTS.has(key) || ARCHIVE_FACTS.has(key)) return null;
  // Viewers write keywords as JavaScript writes properties: `patientName`, `seriesInstanceUID`.
  const named = [key, key.charAt(0).toUpperCase() + key.slice(1)].find((name) => elementByKeyword(name)) ?? (tagDigits(key) ? key : undefined);
  return named !== undefined ? dicomLabel(l, named) : l; // any other member (`value`, `Value`, `MainDicomTags`) keeps the object's own doubt
}

function narrowFhir(l: Label, key: string | undefined): Label | null {
  if (key === undefined || /^\d+$/.test(key) || (!l.element && ENVELOPES.has(key))) return l;
  // Object models of some languages write every property with a capital; codes are enumerations there.
  if (/^[A-Z]/.test(key)) {
    const left = narrowFhir(l, key.charAt(0).toLowerCase() + key.slice(1));
    return left && FHIR_CODES.has(key.charAt(0).toLowerCase() + key.slice(1)) ? clearLabels([left], TEXT_BITS)[0] ?? null : left;
  }
  if (FHIR_NUMBERS.has(key) || (key === 'value' && l.element !== null && /^(value)?(Quantity|Money|Integer|Decimal|Boolean|Duration|Age|Distance|Count)$/i.test(l.element.name))) { const live = clearLabels([l], TEXT_BITS | PHI_BITS); return live[0] ?? null; }
  const code = FHIR_CODES.has(key);
  const known = code || FHIR_IDENTIFYING.has(key) || FHIR_CLINICAL.has(key);
  return { ...l, capacity: code ? Capacity.low : l.capacity, element: known || !l.element ? { name: key, words: `FHIR element ${key}` } : l.element, ...(code ? { shape: null } : {}),
    ...((code || FHIR_CLINICAL.has(key)) && !FHIR_IDENTIFYING.has(key) ? { live: l.live & ~PHI_BITS } : {}) };
}
