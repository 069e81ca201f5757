/** A small project with a finding, and the fixes that it is offered, the safest first. */
export interface FixCase {
  readonly name: string;
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fixes: readonly string[];
  /** Text that the first fix leads to. */
  readonly contains?: readonly string[];
}

const SCREENS = ['Screen the untrusted text before a model reads it', 'Screen and quote the untrusted text as data'];
const prompt = (content: string): string => `import pydicom
from openai import OpenAI

client = OpenAI()


def run(path):
    ds = pydicom.dcmread(path)
    comments = ds.PatientComments
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": ${content}}])
`;
const answer = `from openai import OpenAI

client = OpenAI()


def answer(q):
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": q}]).choices[0].message.content


`;
const typed = (content: string): string => `import { readFile } from 'node:fs/promises';
import dicomParser from 'dicom-parser';
import OpenAI from 'openai';

const client = new OpenAI();

export async function run(path: string): Promise<unknown> {
  const dataSet = dicomParser.parseDicom(await readFile(path));
  const content = dataSet.string('x00104000') ?? '';
  return client.chat.completions.create({ model: 'm', messages: [{ role: 'user', ${content} }] });
}
`;

export const CASES: readonly FixCase[] = [
  { name: 'part of an f-string', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('f"Comments: {comments!r:>10}"') }, fixes: SCREENS, contains: ['{screen_untrusted(comments)!r:>10}', 'from openai import OpenAI\nfrom dosimeter_guard import screen_untrusted\n'] },
  { name: 'two parts', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('f"{ds.StudyDescription}: {comments}"') }, fixes: SCREENS, contains: ['f"{screen_untrusted(ds.StudyDescription)}: {screen_untrusted(comments)}"'] },
  { name: 'a format that an object reads itself', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('f"Study {Study(ds):brief}, {comments:>10.10s}"').replace('client = ', 'class Study:\n    def __init__(self, ds):\n        self.ds = ds\n\n    def __format__(self, spec):\n        return self.ds.StudyDescription if spec == "brief" else ""\n\n\nclient = ') }, fixes: SCREENS, contains: ["{screen_untrusted(format(Study(ds), 'brief'))}, {screen_untrusted(comments):>10.10s}"] },
  { name: 'an object that says what its text is', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('f"Study {Study(ds)}"').replace('client = ', 'class Study:\n    def __init__(self, ds):\n        self.ds = ds\n\n    def __str__(self):\n        return self.ds.StudyDescription\n\n\nclient = ') }, fixes: SCREENS, contains: ['{screen_untrusted(Study(ds))}'] },
  { name: 'a sum', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('"Comments: " + comments + "."') }, fixes: SCREENS, contains: ['"Comments: " + screen_untrusted(comments) + "."'] },
  { name: 'format', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('"Comments: {}".format(comments)') }, fixes: SCREENS },
  { name: 'percent', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('"Comments: %s" % comments') }, fixes: SCREENS },
  { name: 'the whole argument', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.py': prompt('comments') }, fixes: SCREENS, contains: ['"content": screen_untrusted(comments)}'] },
  { name: 'a package has its helper beside it', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'src/app/__init__.py': '', 'src/app/a.py': prompt('comments').replaceAll('\n', '\r\n') }, fixes: SCREENS, contains: ['import OpenAI\r\nfrom dosimeter_guard import screen_untrusted\r\n'] },
  { name: 'a template', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'src/a.ts': typed('content: `Comments: ${content}`') }, fixes: SCREENS, contains: ['${screenUntrusted(content)}', "import { screenUntrusted } from './dosimeterGuard';"] },
  { name: 'a short entry', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.ts': typed('content') }, fixes: SCREENS, contains: ['content: screenUntrusted(content)'] },
  { name: 'CommonJS', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.js': typed("content: 'C: ' + content").replace(/import (\w+|\{.*?\}) from ('.*?');/g, 'const $1 = require($2);').replace(': Promise<unknown>', '').replace(': string', '').replace('export ', '') }, fixes: SCREENS, contains: ["const { screenUntrusted } = require('./dosimeterGuard", 'module.exports = {'] },
  { name: 'system prompt', rule: 'prompt-injection/untrusted-text-in-system-prompt', files: { 'a.py': prompt('f"{comments}"').replace('"user"', '"system"') }, fixes: ['Hand it over as a quoted message of the user', ...SCREENS], contains: ['{"role": "system", "content": f"(see the message below)"}, {"role": "user", "content": quote_untrusted(comments)}]'] },
  { name: 'a tool result', rule: 'prompt-injection/untrusted-tool-result', files: { 'a.py': 'import pydicom\nfrom mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP("x")\n\n\n@mcp.tool()\ndef read(path: str) -> str:\n    ds = pydicom.dcmread(path)\n    return ds.PatientComments\n' }, fixes: SCREENS, contains: ['return screen_untrusted(ds.PatientComments)'] },
  { name: 'what leaves', rule: 'sensitive-disclosure/phi-to-external-model', files: { 'a.py': prompt('f"{ds.PatientName}"') }, fixes: ['De-identify what leaves'], contains: ['{deidentify(ds.PatientName)}'] },
  { name: 'a log call', rule: 'sensitive-disclosure/phi-in-logs', files: { 'a.py': 'import logging\nimport pydicom\n\n\ndef run(path):\n    ds = pydicom.dcmread(path)\n    logging.info("read %s", ds.PatientName)\n    return 1\n' }, fixes: ['De-identify what leaves', 'Remove the log call'] },
  { name: 'torch.load', rule: 'model-supply-chain/unsafe-model-deserialization', files: { 'a.py': 'import torch\n\nmodel = torch.load("m.pt", weights_only=False)\n' }, fixes: ['Load the weights only'], contains: ['torch.load("m.pt", weights_only=True)'] },
  { name: 'torch.load without the flag', rule: 'model-supply-chain/unsafe-model-deserialization', files: { 'a.py': 'import torch\n\nmodel = torch.load("m.pt", "cpu")\n' }, fixes: ['Load the weights only'], contains: ['torch.load("m.pt", "cpu", weights_only=True)'] },
  { name: 'trust_remote_code', rule: 'model-supply-chain/remote-model-code', files: { 'a.py': 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("org/m", revision="' + '0123456789'.repeat(4) + '", trust_remote_code=True)\n' }, fixes: ["Do not run the repository's code: False instead of True"], contains: ['trust_remote_code=False'] },
  { name: 'no revision', rule: 'model-supply-chain/unpinned-model', files: { 'a.py': 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("org/model")\n' }, fixes: ['Pin the revision: put the commit that you have checked in'] },
  { name: 'eval', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `${answer}x = eval(answer("q"))\n` }, fixes: ['Read a literal instead of running code', 'Have a person accept it before it runs'], contains: ['import ast', 'ast.literal_eval(answer("q"))'] },
  { name: 'SQL', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `import sqlite3\n${answer}db = sqlite3.connect("x").cursor()\nname = answer("q")\ndb.execute(f"select * from t where name = '{name}'")\n` }, fixes: ['Bind the values to the statement instead of writing them into it', 'Have a person accept it before it runs'], contains: ['db.execute("select * from t where name = ?", (name,))'] },
  { name: 'a shell', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `import subprocess\n${answer}subprocess.run(f"dcmdump {answer('q')}", shell=True)\n` }, fixes: ['Quote it as one word of the command', 'Run the program itself, with a list of arguments and no shell'], contains: ["import shlex", "{shlex.quote(answer('q'))}"] },
  { name: 'a shell with quotes', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `import os\n${answer}name = answer("q")\nos.system("cat '/in/" + name + "' | grep -c \\"x" + answer("r") + "\\"")\n` }, fixes: ['Quote it as one word of the command', 'Have a person accept it before it runs'], contains: ["import shlex", `"cat '/in/'" + shlex.quote(name) + " | grep -c \\"x\\"" + shlex.quote(answer("r")) + "")`] },
  { name: 'markup', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `from markupsafe import Markup\n${answer}card = Markup(f"<p title='{answer('q')}'>x</p>")\n` }, fixes: ['Escape the text for HTML'], contains: ["title='{html.escape(answer('q'))}'"] },
  { name: 'a script', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `from markupsafe import Markup\n${answer}card = Markup(f"<script>show('{answer('q')}')</script>")\n` }, fixes: [] },
  { name: 'an address', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `from markupsafe import Markup\n${answer}card = Markup(f"<a class='x' href='{answer('q')}'>x</a>")\n` }, fixes: [] },
  { name: 'a path', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `${answer}open("out/" + answer("q"), "w").write("x")\n` }, fixes: ['Keep the file in its folder: use the last part of the name only', 'Refuse names that lead out of the folder'], contains: ['os.path.basename(answer("q"))'] },
  { name: 'yaml', rule: 'improper-output-handling/model-output-to-code', files: { 'a.py': `import yaml\n${answer}x = yaml.load(answer("q"), Loader=yaml.Loader)\n` }, fixes: ['Load plain data only', 'Have a person accept it before it is read'], contains: ['yaml.safe_load(answer("q"))'] },
  { name: 'a host', rule: 'exposed-service/unauthenticated-model-endpoint', files: { 'a.py': 'from flask import Flask\nfrom openai import OpenAI\n\napp = Flask(__name__)\n\n\n@app.route("/ask", methods=["POST"])\ndef ask():\n    return OpenAI().chat.completions.create(model="m", messages=[]).choices[0].message.content\n\n\napp.run(host="0.0.0.0", port=80)\n' }, fixes: ['Listen on this machine only: "127.0.0.1"'] },
  { name: 'approval', rule: 'excessive-agency/auto-approved-tools', files: { 'a.ts': "import OpenAI from 'openai';\n\nconst client = new OpenAI();\nawait client.responses.create({ model: 'm', input: 'x', tools: [{ type: 'mcp', server_label: 'x', server_url: 'https://x', require_approval: 'never' }] });\n" }, fixes: ["Ask a person first: 'always' instead of 'never'"] },
  {
    name: 'Java', rule: 'prompt-injection/untrusted-text-in-prompt',
    files: { 'src/main/java/org/example/Triage.java': 'package org.example;\n\nimport dev.langchain4j.model.chat.ChatModel;\nimport org.dcm4che3.data.Attributes;\nimport org.dcm4che3.data.Tag;\n\nclass Triage {\n    String run(ChatModel model, Attributes study) {\n        return model.chat("Comments: " + study.getString(Tag.PatientComments));\n    }\n}\n' },
    fixes: SCREENS, contains: ['DosimeterGuard.screenUntrusted(study.getString(Tag.PatientComments))', 'package org.example;\n\nimport java.security.SecureRandom;'],
  },
  {
    name: 'C#', rule: 'prompt-injection/untrusted-text-in-prompt',
    files: { 'Triage.cs': 'using FellowOakDicom;\nusing OpenAI.Chat;\n\nclass Triage\n{\n    string Run(ChatClient client, string path)\n    {\n        var study = DicomFile.Open(path).Dataset;\n        var comments = study.GetString(DicomTag.PatientComments);\n        return client.CompleteChat(new UserChatMessage($"Comments: {comments}")).Value.Content[0].Text;\n    }\n}\n' },
    fixes: SCREENS, contains: ['{DosimeterGuard.ScreenUntrusted(comments)}'],
  },
  { name: 'pynetdicom', rule: 'exposed-service/open-dicom-listener', files: { 'a.py': 'from pynetdicom import AE, AllStoragePresentationContexts\n\n\ndef serve():\n    ae = AE(ae_title="ARCHIVE")\n    ae.supported_contexts = AllStoragePresentationContexts\n    ae.start_server(("0.0.0.0", 11112), block=True)\n' }, fixes: ['Accept associations that name this AE only'], contains: ['    ae.require_called_aet = True\n    ae.start_server('] },
];
