import { test } from 'node:test';
import { check, type Programs } from './support.ts';

const PROMPT = 'untrusted-text-in-prompt';
/** A program that reads `dirty` and `clean` values and asks a model about each. */
const reads = (imports: string, setup: string, dirty: readonly string[], clean: readonly string[] = []): string => [
  imports, "import OpenAI from 'openai';", 'const openai = new OpenAI();', 'export async function f(input: any) {', setup,
  ...dirty.map((expression) => `await openai.responses.create({ model: 'm', input: \`Say \${${expression}}\` }); //! ${PROMPT}`),
  ...clean.map((expression) => `await openai.responses.create({ model: 'm', input: \`Say \${${expression}}\` });`),
  '}',
].join('\n');

const dicom: Programs = {
  dcmjs: reads("import dcmjs from 'dcmjs';", "const file = dcmjs.data.DicomMessage.readFile(input);\nconst ds = dcmjs.data.DicomMetaDictionary.naturalizeDataset(file.dict);",
    ['ds.StudyDescription', 'ds["PatientComments"]', 'ds.ContentSequence[0].TextValue', 'file.dict["00081030"].Value[0]', 'JSON.stringify(ds)'], ['ds.Rows', 'ds.PixelSpacing', 'file.dict["00280010"].Value[0]']),
  dcmjsNamespace: reads("import * as dcmjs from 'dcmjs';", 'const ds = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(input).dict);', ['ds.ImageComments'], ['ds.Columns']),
  dicomParser: reads("import dicomParser from 'dicom-parser';", 'const ds = dicomParser.parseDicom(input);',
    ["ds.string('x00081030')", "ds.text('x00204000')", 'dicomParser.explicitDataSetToJS(ds)'], ["ds.uint16('x00280010')", "ds.floatString('x00181151')", "ds.string('x00280010')", 'ds.elements.x00081030.length']),
  dicomParserNamed: reads("import { parseDicom } from 'dicom-parser';\nimport type { DataSet } from 'dicom-parser';\nexport function label(d: DataSet) { return d.string('x0008103e'); }", 'const ds = parseDicom(input);', ["ds.string('x00081030')", 'label(ds)']),
  dicomweb: reads("import { api } from 'dicomweb-client';", "const client = new api.DICOMwebClient({ url: 'https://pacs.example.org/rs' });\nconst [study] = await client.searchForStudies({});\nconst meta = await client.retrieveSeriesMetadata({ studyInstanceUID: '1', seriesInstanceUID: '2' });",
    ["study['00081030'].Value[0]", "meta[0]['0008103E']?.Value?.[0]"], ["study['00201208'].Value[0]", 'meta.length']),
  dimse: "import dcmjsDimse from 'dcmjs-dimse';\nimport OpenAI from 'openai';\nconst { Client, Dataset } = dcmjsDimse;\nconst { CFindRequest } = dcmjsDimse.requests;\nconst openai = new OpenAI();\n" +
    "export function find() {\n const request = CFindRequest.createStudyFindRequest({ PatientID: '1' });\n request.on('response', (response) => {\n  if (response.hasDataset()) openai.responses.create({ model: 'm', input: String(response.getDataset().getElement('StudyDescription')) }); //! " + PROMPT + '\n });\n const client = new Client();\n client.addRequest(request);\n}',
  cornerstone: reads("import { metaData } from '@cornerstonejs/core';", "const series = metaData.get('instance', input);\nconst { rows } = metaData.get('imagePlaneModule', input);", ['series.SeriesDescription'], ['rows', 'series.Rows']),
  daikon: reads("import daikon from 'daikon';", 'const image = daikon.Series.parseImage(input);', ['image.tags'], ['image.getRows()']),
};

const documents: Programs = {
  pdfjs: reads("import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';", 'const doc = await pdfjs.getDocument({ data: input }).promise;\nconst page = await doc.getPage(1);\nconst content = await page.getTextContent();',
    ["content.items.map((i: any) => i.str).join(' ')", '(await doc.getMetadata()).info'], ['doc.numPages']),
  pdfParse1: reads("import pdf from 'pdf-parse';", 'const parsed = await pdf(input);', ['parsed.text'], ['parsed.numpages']),
  pdfParse2: reads("import { PDFParse } from 'pdf-parse';", 'const parser = new PDFParse({ data: input });', ['(await parser.getText()).text']),
  unpdf: reads("import { extractText, getDocumentProxy } from 'unpdf';", 'const { text, totalPages } = await extractText(await getDocumentProxy(input), { mergePages: true });', ['text'], ['totalPages']),
  mammoth: reads("import mammoth from 'mammoth';", 'const { value } = await mammoth.extractRawText({ buffer: input });', ['value']),
  pdf2json: "import PDFParser from 'pdf2json';\nimport OpenAI from 'openai';\nconst openai = new OpenAI();\nexport function f(path: string) {\n const parser = new PDFParser();\n parser.on('pdfParser_dataReady', (data) => {\n  openai.responses.create({ model: 'm', input: parser.getRawTextContent() }); //! " + PROMPT + "\n  openai.responses.create({ model: 'm', input: data.Pages[0].Texts[0].R[0].T }); //! " + PROMPT + '\n });\n parser.loadPDF(path);\n}',
  tesseract: reads("import Tesseract, { createWorker } from 'tesseract.js';", "const { data } = await Tesseract.recognize(input, 'eng');\nconst worker = await createWorker('eng');", ['data.text', '(await worker.recognize(input)).data.text']),
  vision: reads("import vision from '@google-cloud/vision';", 'const client = new vision.ImageAnnotatorClient();\nconst [result] = await client.textDetection(input);', ['result.fullTextAnnotation.text']),
  loader: reads("import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';", 'const docs = await new PDFLoader(input).load();', ['docs[0].pageContent'], ['docs.length']),
};

const records: Programs = {
  fhirKit: reads("import { Client } from 'fhir-kit-client';", "const client = new Client({ baseUrl: 'https://fhir.example.org' });\nconst report: any = await client.read({ resourceType: 'DiagnosticReport', id: '1' });", ['report.conclusion', 'report.text.div', '(await client.search({ resourceType: "Patient" }))'], ['report.result.length']),
  smart: reads("import FHIR from 'fhirclient';", 'const client = await FHIR.oauth2.ready();\nconst patient = await client.patient.read();', ['patient.name[0].text', "(await client.request('Condition')).entry[0].resource.note"]),
  medplum: reads("import { MedplumClient } from '@medplum/core';", "const medplum = new MedplumClient();\nconst obs = await medplum.readResource('Observation', '1');", ['obs.note[0].text', "(await medplum.searchOne('Patient')).name"]),
  fhirTypes: "import type { DiagnosticReport } from 'fhir/r4';\nimport OpenAI from 'openai';\nconst openai = new OpenAI();\nexport async function explain(report: DiagnosticReport) {\n return openai.responses.create({ model: 'm', input: report.conclusion ?? '' }); //! " + PROMPT + '\n}',
  fhirFetch: reads('', "const res = await fetch('https://ehr.example.org/fhir/Patient/1');\nconst bundle = await (await fetch(`${input}/DiagnosticReport?patient=1`, { headers: { Accept: 'application/fhir+json' } })).json();", ['(await res.json()).name[0].text', 'bundle.entry[0].resource.conclusion'], ['res.status', 'res.ok']),
  fhirAxios: reads("import axios from 'axios';\nconst http = axios.create({ baseURL: 'https://ehr.example.org/fhir' });", "const { data, status } = await axios.get('https://ehr.example.org/fhir/Observation/1');", ['data.note[0].text', "(await http.get('/Patient/1')).data.name", "(await http.request({ url: '/Patient/1', method: 'GET' })).data.name"], ['status']),
  orthanc: reads("import got from 'got';\nimport ky from 'ky';\nimport axios from 'axios';", "const study = await (await fetch('http://localhost:8042/studies/1')).json();",
    ['study.MainDicomTags.StudyDescription', "(await axios.post('http://localhost:8042/tools/find', { Level: 'Study', Query: {}, Expand: true })).data[0].MainDicomTags.StudyDescription", "(await got.get('http://localhost:8042/instances/1/simplified-tags').json()).ImageComments", "(await ky.get('http://localhost:8042/series/1').json()).MainDicomTags.SeriesDescription"], ['study.MainDicomTags.Rows']),
  hl7: "import hl7 from 'simple-hl7';\nimport OpenAI from 'openai';\nconst openai = new OpenAI();\nconst app = hl7.tcp();\napp.use(async (req, res, next) => {\n await openai.responses.create({ model: 'm', input: req.msg.getSegment('OBX').getField(5) }); //! " + PROMPT + '\n next();\n});',
  hl7Standard: reads("import HL7 from 'hl7-standard';", 'const message = new HL7(input);\nmessage.transform();', ["message.get('OBX.5')"]),
};

test('DICOM sources', () => check(dicom, ['prompt-injection']));
test('document sources', () => check(documents, ['prompt-injection']));
test('record sources', () => check(records, ['prompt-injection']));
