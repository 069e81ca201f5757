/** Files inside of files. */
import { page, show, VISIBLE } from '../pdf/make.ts';
import { el, image } from '../dicom/write.ts';
import { at, utf8, type Pair } from './pair.ts';

const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
const coded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const letter = (text: string): Uint8Array => page(VISIBLE + show(text));
const cda = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Report</title><component>${body}</component></ClinicalDocument>`;
const section = (text: string): string => cda(`<structuredBody><component><section><text>${text}</text></section></component></structuredBody>`);
const message = (observation: string): Uint8Array => utf8(`MSH|^~\\&|RIS|H|AI|H|20260101||ORU^R01|1|P|2.5\rPID|1||123||ANON^1\r${observation}\r`);
const attached = (bytes: Uint8Array, name = 'a.bin'): Uint8Array =>
  page(VISIBLE, { catalog: '/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>', more: [{ value: `<</Type/Filespec/F(${name})/EF<</F 7 0 R>>>>` }, { value: '<</Type/EmbeddedFile>>', stream: bytes }] });

export const NESTED_PAIRS: readonly Pair[] = [
  at('PDF in FHIR', (t) => json({ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Binary', contentType: 'application/pdf', data: coded(letter(t)) } }] })),
  at('CDA in FHIR', (t) => json({ resourceType: 'DocumentReference', content: [{ attachment: { contentType: 'application/xml', data: coded(utf8(section(t))) } }] })),
  at('DICOM in FHIR', (t) => json({ resourceType: 'Binary', contentType: 'application/dicom', data: coded(image([el('00104000', 'LT', t)])) })),
  at('PDF in HL7', (t) => message(`OBX|1|ED|PDF||RIS^application^pdf^Base64^${coded(letter(t))}`)),
  at('PDF in HL7 with line breaks', (t) => message(`OBX|1|ED|PDF||RIS^application^pdf^Base64^${coded(letter(t)).replace(/.{76}/g, '$&\\.br\\')}`)),
  at('rich text in HL7', (t) => message(`OBX|1|TX|RTF||{\\E\\rtf1\\E\\ansi Chest CT\\E\\par {\\E\\v ${t}}}`)),
  at('PDF in CDA', (t) => utf8(cda(`<nonXMLBody><text mediaType="application/pdf" representation="B64">${coded(letter(t))}</text></nonXMLBody>`))),
  at('PDF in DICOM JSON', (t) => json([{ '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.104.1'] }, '00420011': { vr: 'OB', InlineBinary: coded(letter(t)) } }])),
  at('PDF in a PDF', (t) => attached(letter(t))),
  at('DICOM in a PDF', (t) => attached(image([el('00104000', 'LT', t)]))),
  at('HL7 in a PDF in DICOM', (t) => {
    const inner = attached(message(`OBX|1|TX|IMP||${t}`));
    return image([el('00420011', 'OB', inner.length % 2 === 0 ? inner : new Uint8Array([...inner, 0x0a])), el('00420012', 'LO', 'application/pdf')]);
  }),
  at('Base64 of FHIR without its end', (t) => json({ resourceType: 'Binary', contentType: 'text/plain', data: coded(utf8(`Report\n${t}`)).replace(/=+$/, '') })),
];
