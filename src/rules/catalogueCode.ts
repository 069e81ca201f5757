import type { RuleMeta } from './rule.ts';

type Frame = Pick<RuleMeta, 'cwe' | 'owasp' | 'atlas'>;
type Entry = Omit<RuleMeta, 'scope' | keyof Frame> & Partial<Frame>;

/** Rules of one family share their classification unless they say otherwise. */
const family = (frame: Frame, entries: readonly Entry[]): readonly RuleMeta[] => entries.map((entry) => ({ scope: 'code', ...frame, ...entry }));

const promptInjection = family({ cwe: ['CWE-1427'], owasp: ['LLM01', 'ASI01'], atlas: ['AML.T0051.001'] }, [
  {
    id: 'prompt-injection/untrusted-text-in-prompt',
    severity: 'error',
    title: 'Untrusted imaging text reaches a prompt',
    risk: 'Whoever filled the element, report or message can address the model: it may follow that text as an instruction, change a finding or call a tool.',
    remedy: 'Pass values that can not carry a sentence (a code from an allow-list, a number, a parsed date), or screen the text with a checker whose verdict is acted on.',
  },
  {
    id: 'prompt-injection/untrusted-text-in-system-prompt',
    severity: 'error',
    title: 'Untrusted imaging text reaches a system prompt, agent instructions or a tool description',
    risk: 'The model gives this place the highest authority, so text from a file or a server speaks with the voice of the operator.',
    remedy: 'Keep the system prompt constant. Hand over data in a user message, reduced to allow-listed values or screened.',
  },
  {
    id: 'prompt-injection/untrusted-tool-result',
    severity: 'warning',
    title: 'A tool returns untrusted imaging text into the context of a model',
    risk: 'The model reads tool results in the middle of its work, and a sentence in a tag or a report can steer its next call.',
    remedy: 'Return structured fields that can not carry a sentence, or screen the text before it is returned.',
    owasp: ['LLM01', 'ASI01', 'ASI02'],
  },
  {
    id: 'prompt-injection/stored-untrusted-context',
    severity: 'warning',
    title: 'Text retrieved from a store filled with untrusted documents reaches a prompt',
    risk: 'A document that was indexed once keeps addressing the model in every later question that retrieves it.',
    remedy: 'Screen documents when they are indexed and keep their provenance, and screen what is retrieved before it enters a prompt.',
    owasp: ['LLM01', 'LLM08', 'ASI06'],
    atlas: ['AML.T0051.001', 'AML.T0070'],
  },
  {
    id: 'prompt-injection/unscreened-image',
    severity: 'note',
    title: 'Pixels of an outside image reach a multimodal model without screening',
    risk: 'Text that is burned into the image, even in a contrast that no person sees, is read by the model as words.',
    remedy: 'Look for burned-in text before the image is sent, or crop and mask the regions in which it may stand.',
  },
  {
    id: 'prompt-injection/user-text-in-system-prompt',
    severity: 'warning',
    title: 'Request or chat input reaches a system prompt',
    risk: 'A user can rewrite the rules that the assistant works by.',
    remedy: 'Put what a person types into a user message, and choose system prompts from constants.',
    atlas: ['AML.T0051.000', 'AML.T0054'],
  },
]);

const excessiveAgency = family({ cwe: ['CWE-250', 'CWE-269'], owasp: ['LLM06', 'ASI02', 'ASI03'], atlas: ['AML.T0053'] }, [
  {
    id: 'excessive-agency/overprivileged-tool',
    severity: 'error',
    title: 'An agent that takes in untrusted content holds a tool that can do harm',
    risk: 'One injected sentence is enough to make the agent write, delete, send or execute with that tool.',
    remedy: 'Take the tool away from this agent, put an approval step that can refuse in front of it, or let an agent that sees no untrusted content use it.',
  },
  {
    id: 'excessive-agency/auto-approved-tools',
    severity: 'error',
    title: 'Human approval is switched off for tools with side effects',
    risk: 'The last person who could stop a wrong or injected action is taken out of the loop.',
    remedy: 'Ask for approval of every tool that changes something; approve reading tools by name only.',
    owasp: ['LLM06', 'ASI02', 'ASI09'],
  },
  {
    id: 'excessive-agency/unsandboxed-code-execution',
    severity: 'error',
    title: 'Code or commands chosen by a model run without isolation',
    risk: 'Whatever the model is talked into runs with the rights of the process, next to the images and reports.',
    remedy: 'Run it in a container or a remote sandbox with no network and no patient data mounted, or offer fixed operations instead.',
    cwe: ['CWE-94', 'CWE-250'],
    owasp: ['LLM06', 'ASI05'],
    atlas: ['AML.T0050', 'AML.T0053'],
  },
  {
    id: 'excessive-agency/data-exfiltration-path',
    severity: 'error',
    title: 'One agent has private data, untrusted content and a way out at once',
    risk: 'Injected text can make the agent read what it should not and send it where it should not.',
    remedy: 'Remove the named grant, fix its target in code, or split the agent so that no part has all three.',
    cwe: ['CWE-200', 'CWE-269'],
    owasp: ['LLM06', 'LLM02', 'ASI02'],
    atlas: ['AML.T0086'],
  },
  {
    id: 'excessive-agency/broad-mcp-scope',
    severity: 'warning',
    title: 'An MCP server or agent configuration grants more than it needs',
    risk: 'A wide folder, a wildcard permission, an unpinned server or a secret in the file turns one compromised component into many.',
    remedy: 'Name the folder and the tools, pin the version, use https, and take secrets from the environment.',
    owasp: ['LLM06', 'LLM03', 'ASI03', 'ASI04'],
  },
]);

const improperOutputHandling = family({ cwe: ['CWE-1426'], owasp: ['LLM05', 'ASI05'], atlas: ['AML.T0050'] }, [
  {
    id: 'improper-output-handling/model-output-to-code',
    severity: 'error',
    title: 'Model output reaches code, a shell, SQL, a template, a deserialiser, a file path or HTML',
    risk: 'What the model writes, on its own or because a document told it to, is executed.',
    remedy: 'Use the barrier of the sink: bound parameters, an argument list without a shell, a path that is checked to stay in its folder, escaping, a schema.',
    cwe: ['CWE-1426', 'CWE-94', 'CWE-78', 'CWE-89', 'CWE-22', 'CWE-79'],
  },
  {
    id: 'improper-output-handling/model-output-to-clinical-system',
    severity: 'error',
    title: 'Model output is written to a clinical system with no review by a person',
    risk: 'A wrong or manipulated statement becomes part of the record and is acted on.',
    remedy: 'Write a draft or a preliminary status and let a person confirm it first; name that step under "reviewers" in dosimeter.jsonc.',
    owasp: ['LLM05', 'LLM09', 'ASI09'],
    atlas: ['AML.T0048'],
  },
]);

const sensitiveDisclosure = family({ cwe: ['CWE-359'], owasp: ['LLM02'], atlas: ['AML.T0024'] }, [
  {
    id: 'sensitive-disclosure/phi-to-external-model',
    severity: 'error',
    title: 'Identifying data reach a model outside the trusted endpoints',
    risk: 'Names, identifiers, reports or images of patients leave the institution.',
    remedy: 'De-identify first, use a model on a trusted endpoint, or add the endpoint to "trustedEndpoints" in dosimeter.jsonc where a contract covers it.',
    atlas: ['AML.T0024', 'AML.T0057'],
  },
  {
    id: 'sensitive-disclosure/phi-in-logs',
    severity: 'warning',
    title: 'Identifying data reach logs, traces or analytics',
    risk: 'Logs are kept, copied and read by many more people than the record is.',
    remedy: 'Log a pseudonym, a count or a hash; leave prompts that hold reports out of traces.',
    cwe: ['CWE-359', 'CWE-532'],
  },
  {
    id: 'sensitive-disclosure/training-on-identifiable-data',
    severity: 'warning',
    title: 'Identifiable data reach training or fine-tuning',
    risk: 'Models memorise rare strings and faces; both can be recovered from them.',
    remedy: 'De-identify the data set, or train with a privacy mechanism such as DP-SGD.',
    atlas: ['AML.T0024.000', 'AML.T0057'],
  },
]);

const dataPoisoning = family({ cwe: ['CWE-345'], owasp: ['LLM04'], atlas: ['AML.T0020'] }, [
  {
    id: 'data-poisoning/unverified-training-data',
    severity: 'warning',
    title: 'Labels, captions or images of unverified origin enter a training set',
    risk: 'Whoever writes the metadata, or serves the download, decides what the model learns.',
    remedy: 'Check a hash manifest or a signature, allow-list the origin, and validate labels against a fixed set.',
    cwe: ['CWE-345', 'CWE-494'],
  },
  {
    id: 'data-poisoning/unverified-knowledge-base',
    severity: 'warning',
    title: 'Untrusted documents are indexed into a store that feeds prompts',
    risk: 'One planted document speaks in every answer that retrieves it.',
    remedy: 'Index documents of known provenance only, and screen their text first.',
    owasp: ['LLM04', 'LLM08', 'ASI06'],
    atlas: ['AML.T0020', 'AML.T0070'],
  },
]);

const modelSupplyChain = family({ cwe: ['CWE-502'], owasp: ['LLM03', 'ASI04'], atlas: ['AML.T0018', 'AML.T0010'] }, [
  {
    id: 'model-supply-chain/unsafe-model-deserialization',
    severity: 'error',
    title: 'A model file is loaded by a format that runs code',
    risk: 'Opening the file executes what its author put into it.',
    remedy: 'Use safetensors or ONNX, `torch.load(..., weights_only=True)`, or verify the file against a known hash first.',
    atlas: ['AML.T0018', 'AML.T0011.000'],
  },
  {
    id: 'model-supply-chain/remote-model-code',
    severity: 'error',
    title: 'Code that comes with a model is run',
    risk: 'The owner of the model repository executes code in this process, now and after each update.',
    remedy: 'Leave `trust_remote_code` off, or vendor the reviewed code and pin the revision.',
    cwe: ['CWE-829', 'CWE-94'],
  },
  {
    id: 'model-supply-chain/unpinned-model',
    severity: 'note',
    title: 'A model or adapter is pulled from a hub with no fixed revision',
    risk: 'What runs tomorrow may not be what was validated.',
    remedy: 'Name a full commit hash as the revision, or check the file against a known hash.',
    cwe: ['CWE-494', 'CWE-1357'],
  },
]);

const exposedService = family({ cwe: ['CWE-306', 'CWE-668'], owasp: ['ASI03'], atlas: ['AML.T0049'] }, [
  {
    id: 'exposed-service/open-dicom-listener',
    severity: 'warning',
    title: 'A DICOM listener accepts any peer on all interfaces without TLS',
    risk: 'Anyone who reaches the port can store images whose text and pixels later reach the models.',
    remedy: 'Check called and calling AE titles, bind to one interface, and use TLS.',
    cwe: ['CWE-306', 'CWE-319', 'CWE-668'],
  },
  {
    id: 'exposed-service/open-imaging-server',
    severity: 'warning',
    title: 'An imaging server allows remote access with a protection missing',
    risk: 'Images and reports can be read, replaced or deleted from the network.',
    remedy: 'Turn on authentication, TLS and AE checks, and turn off script execution.',
    cwe: ['CWE-306', 'CWE-319', 'CWE-668'],
  },
  {
    id: 'exposed-service/unauthenticated-model-endpoint',
    severity: 'warning',
    title: 'An endpoint that drives a model or its tools is open to the network without authentication',
    risk: 'Anyone can spend, ask, and call tools in the name of the service.',
    remedy: 'Require authentication on the route, or bind to loopback behind a gateway that does.',
  },
  {
    id: 'exposed-service/plaintext-clinical-transport',
    severity: 'warning',
    title: 'Clinical data travel without encryption or with certificate checks off',
    risk: 'They can be read and changed on the way.',
    remedy: 'Use https or DICOM over TLS, and leave certificate checks on.',
    cwe: ['CWE-319', 'CWE-295'],
  },
]);

const safeguardsDisabled = family({ cwe: ['CWE-693'], owasp: ['LLM01'], atlas: ['AML.T0054'] }, [
  {
    id: 'safeguards-disabled/provider-safety-off',
    severity: 'warning',
    title: "A provider's safety filter, guardrail or moderation is turned off",
    risk: 'Manipulated input and harmful output pass without a trace.',
    remedy: 'Leave the filter on, at the lowest level that clinical text needs, and handle what it blocks.',
  },
]);

/** Rules over source code and configuration. */
export const CODE_RULES: readonly RuleMeta[] = [
  ...promptInjection, ...excessiveAgency, ...improperOutputHandling, ...sensitiveDisclosure,
  ...dataPoisoning, ...modelSupplyChain, ...exposedService, ...safeguardsDisabled,
];
