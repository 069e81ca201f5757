import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding, Vouchable } from '../../src/base/finding.ts';
import { loadModels } from '../../src/models/load.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { settingsText } from '../../src/policy/vouchEdit.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

const models = loadModels(readModelFiles());

async function findings(files: Readonly<Record<string, string>>, policy: Policy = defaultPolicy): Promise<readonly Finding[]> {
  const session = new Session({ policy, models, environment: nodeEnvironment({ jobs: 1 }), vouchable: true });
  session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
  return (await session.analyze()).findings;
}

interface Case { readonly name: string; readonly rule: string; readonly files: Readonly<Record<string, string>>; readonly offers: readonly Vouchable[] }

const ask = (content: string): string => `client.chat.completions.create(model="m", messages=[{"role": "user", "content": ${content}}])`;
const reading = (body: string, imports = ''): string => `import pydicom\nfrom openai import OpenAI\n${imports}\nclient = OpenAI(base_url="http://localhost:8000/v1")\n\n\ndef run(path):\n    text = pydicom.dcmread(path).PatientComments\n${body}`;
const PROMPT = 'prompt-injection/untrusted-text-in-prompt';
const CODE = 'improper-output-handling/model-output-to-code';
const sanitizer = (name: string): Vouchable => ({ role: 'sanitizers', name });

const CASES: readonly Case[] = [
  {
    name: 'functions that hand the text on, and a call that is not known', rule: PROMPT,
    files: {
      'app/text.py': 'class Desk:\n    def tidy(self, text):\n        return text.strip()\n\n\ndef scrub(text):\n    return " ".join(text.split())\n',
      'app/run.py': reading(`    clean = cleaning.mask(Desk().tidy(scrub(text)))\n    return ${ask('clean')}\n`, 'import cleaning\nfrom text import Desk, scrub\n'),
    },
    offers: [sanitizer('text.scrub'), sanitizer('Desk.tidy'), sanitizer('cleaning.mask')],
  },
  {
    name: 'a function that reads the text', rule: PROMPT,
    files: { 'run.py': `import pydicom\nfrom openai import OpenAI\n\nclient = OpenAI(base_url="http://localhost:8000/v1")\n\n\ndef comments(path):\n    return pydicom.dcmread(path).PatientComments\n\n\ndef run(path):\n    return ${ask('comments(path)')}\n` },
    offers: [sanitizer('run.comments')],
  },
  ...([
    ['is acted on', '    if not clear(text):\n        return None\n', true],
    ['is acted on the other way', '    if clear(text):\n        raise ValueError("no")\n', false],
    ['is one of several', '    if not text or not clear(text):\n        return None\n', true],
    ['is kept', '    verdict = clear(text)\n    if path == "" or not verdict:\n        return None\n', true],
  ] as const).map(([name, check, accepts]): Case => ({
    name: `a check whose verdict ${name}`, rule: PROMPT,
    files: { 'run.py': reading(`${check}    return ${ask('text')}\n`, 'import model_of_ours\n\n\ndef clear(text):\n    return model_of_ours.score(text) < 3\n') },
    offers: [{ role: 'guards', name: 'run.clear', arg: '0', accepts }],
  })),
  {
    name: 'a check that throws, by its name', rule: PROMPT,
    files: { 'run.py': reading(`    validate(text)\n    note(text)\n    return ${ask('text')}\n`, 'import model_of_ours\n\n\ndef validate(text):\n    model_of_ours.judge(text)\n\n\ndef note(text):\n    model_of_ours.keep(text)\n') },
    offers: [{ role: 'guards', name: 'run.validate', arg: '0', accepts: 'throws' }],
  },
  {
    name: 'what goes into a shell', rule: CODE,
    files: { 'run.py': `import os\nfrom openai import OpenAI\n\nclient = OpenAI()\n\n\ndef answer(q):\n    return ${ask('q')}.choices[0].message.content\n\n\ndef run():\n    os.system("dcmdump " + answer("which file?"))\n` },
    offers: [{ role: 'sanitizers', name: 'run.answer', clears: ['shell'] }, { role: 'reviewers', name: 'run.answer' }],
  },
  {
    name: 'identifying data', rule: 'sensitive-disclosure/phi-in-logs',
    files: { 'run.py': 'import logging\nimport pydicom\n\n\ndef initials(name):\n    return "".join(part[0] for part in str(name).split("^"))\n\n\ndef run(path):\n    logging.info("read %s", initials(pydicom.dcmread(path).PatientName))\n' },
    offers: [{ role: 'deidentifiers', name: 'run.initials' }],
  },
  {
    name: 'a tool that asks', rule: 'excessive-agency/overprivileged-tool',
    files: { 'server.py': 'import os\nimport pydicom\nimport desk_of_ours\nfrom mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP("x")\n\n\ndef agreed(path):\n    return desk_of_ours.ring(path) == 1\n\n\n@mcp.tool()\ndef read(path: str) -> str:\n    return pydicom.dcmread(path).PatientComments\n\n\n@mcp.tool()\ndef delete(path: str) -> str:\n    if not agreed(path):\n        return "no"\n    os.remove(path)\n    return "ok"\n' },
    offers: [{ role: 'approvals', name: 'server.agreed' }],
  },
  {
    name: 'TypeScript', rule: PROMPT,
    files: { 'src/clean.ts': 'export class Cleaner {\n  clean(text: string): string {\n    return text.trim();\n  }\n}\nexport const squeeze = (text: string): string => text.replace(/\\s+/g, " ");\n', 'src/run.ts': "import { readFile } from 'node:fs/promises';\nimport dicomParser from 'dicom-parser';\nimport OpenAI from 'openai';\nimport { Cleaner, squeeze } from './clean';\n\nconst client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n\nexport async function run(path: string): Promise<unknown> {\n  const text = dicomParser.parseDicom(await readFile(path)).string('x00104000') ?? '';\n  const content = squeeze(new Cleaner().clean(text));\n  return client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });\n}\n" },
    offers: [sanitizer('Cleaner.clean'), sanitizer('clean.squeeze')],
  },
  {
    name: 'Java', rule: PROMPT,
    files: { 'src/main/java/org/example/Triage.java': 'package org.example;\n\nimport dev.langchain4j.model.chat.ChatModel;\nimport org.dcm4che3.data.Attributes;\nimport org.dcm4che3.data.Tag;\nimport org.example.safety.Cleaner;\n\nclass Triage {\n    private static String plain(String text) {\n        return text.trim();\n    }\n\n    String run(ChatModel model, Attributes study) {\n        return model.chat(Cleaner.clean(plain(study.getString(Tag.PatientComments))));\n    }\n}\n' },
    offers: [sanitizer('Triage.plain'), sanitizer('Cleaner.clean')],
  },
  {
    name: 'C#', rule: PROMPT,
    files: { 'Triage.cs': 'using FellowOakDicom;\nusing OpenAI.Chat;\n\nclass Triage\n{\n    static string Plain(string text) => text.Trim();\n\n    string Run(ChatClient client, string path)\n    {\n        var study = DicomFile.Open(path).Dataset;\n        var text = Cleaner.Clean(Plain(study.GetString(DicomTag.PatientComments)));\n        return client.CompleteChat(new UserChatMessage(text)).Value.Content[0].Text;\n    }\n}\n' },
    offers: [sanitizer('Triage.Plain'), sanitizer('Cleaner.Clean')],
  },
];

describe('what the policy could vouch for', () => {
  for (const { name, rule, files, offers } of CASES) {
    test(name, async () => {
      const before = (await findings(files)).find(({ ruleId }) => ruleId === rule);
      assert.ok(before, 'there is a finding');
      assert.deepEqual(before.vouchable, offers);
      for (const one of offers) {
        const { policy, errors } = parsePolicy('dosimeter.jsonc', settingsText(one), { knownRules: new Set(), readFile: () => undefined });
        assert.deepEqual(errors, []);
        const after = await findings(files, policy);
        assert.ok(!after.some(({ ruleId, place }) => ruleId === rule && place.start === before.place.start && place.file === before.place.file), `${one.name} as ${one.role} takes the finding away`);
      }
    });
  }

  test('is not looked for where nobody asks', async () => {
    const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }) });
    session.applyChange(Object.entries(CASES[0]!.files).map(([file, text]) => ({ file, text })));
    assert.ok((await session.analyze()).findings.every(({ vouchable }) => vouchable === undefined));
  });
});
