import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findingsOf, fixAll, linesOf } from './support.ts';

/** A server in which every check is on. */
const ORTHANC = {
  RemoteAccessAllowed: true, AuthenticationEnabled: true, SslEnabled: true, DicomCheckCalledAet: true, DicomCheckModalityHost: true, DicomTlsEnabled: true, DicomAlwaysAllowStore: false, ExecuteLuaEnabled: false,
};
const orthanc = (changes: Readonly<Record<string, unknown>>): readonly string[] => linesOf('orthanc.json', JSON.stringify({ ...ORTHANC, ...changes })).map((line) => line.replace(/^\d+ /, ''));

describe('Orthanc', () => {
  const server = ['open-imaging-server'];
  const transport = ['plaintext-clinical-transport'];
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, readonly string[]])[] = [
    ['in order', {}, []],
    ['no sign-in', { AuthenticationEnabled: false }, server],
    ['no sign-in, this machine only', { AuthenticationEnabled: false, RemoteAccessAllowed: false }, []],
    ['no sign-in, bound to this machine', { AuthenticationEnabled: false, HttpBindAddresses: ['127.0.0.1'] }, []],
    ['no HTTP server', { AuthenticationEnabled: false, HttpServerEnabled: false }, []],
    ['no TLS', { SslEnabled: false }, server],
    ['scripts', { ExecuteLuaEnabled: true }, server],
    ['files', { RestApiWriteToFileSystemEnabled: true }, server],
    ['called title', { DicomCheckCalledAet: false }, server],
    ['no DICOM server', { DicomCheckCalledAet: false, DicomTlsEnabled: false, DicomServerEnabled: false }, []],
    ['anybody stores', { DicomAlwaysAllowStore: true }, server],
    ['anybody says hello', { DicomAlwaysAllowEcho: true }, []],
    ['a known password', { RegisteredUsers: { orthanc: 'orthanc' } }, server],
    ['a password from outside', { RegisteredUsers: { viewer: '${PASSWORD}' } }, []],
    ['a peer', { OrthancPeers: { a: ['http://peer.example.org:8042/', 'u', 'p'] } }, transport],
    ['peers in order', { OrthancPeers: { a: ['https://peer.example.org/', 'u', 'p'], b: { Url: 'http://localhost:8043/' } } }, []],
    ['certificates', { HttpsVerifyPeers: false }, transport],
  ];
  for (const [name, changes, expected] of cases) test(name, () => assert.deepEqual(orthanc(changes), expected));

  test('one configuration in several files', () => {
    assert.deepEqual(findingsOf({ 'etc/orthanc/http.json': '{"RemoteAccessAllowed": true, "HttpPort": 8042}', 'etc/orthanc/users.json': '{"AuthenticationEnabled": false}' }), ['etc/orthanc/users.json:1 open-imaging-server']);
  });
  test('JSON of other things', () => assert.deepEqual(linesOf('settings.json', '{"AuthenticationEnabled": false}'), []));
});

describe('containers', () => {
  const compose = (service: string): readonly string[] => linesOf('docker-compose.yml', `services:\n  a:\n${service.split('\n').map((line) => `    ${line}`).join('\n')}\n`);
  test('Orthanc by environment', () => {
    assert.deepEqual(compose('image: orthancteam/orthanc:25.1\nenvironment:\n  ORTHANC__AUTHENTICATION_ENABLED: "false"\nports: ["8042:8042"]'), ['5 open-imaging-server']);
    assert.deepEqual(compose('image: orthancteam/orthanc:25.1\nenvironment:\n  - ORTHANC__AUTHENTICATION_ENABLED=false\nports:\n  - "127.0.0.1:8042:8042"'), []);
    assert.deepEqual(compose('image: orthancteam/orthanc:25.1\nenvironment:\n  ORTHANC_JSON: |\n    {"AuthenticationEnabled": false}\nports: ["8042:8042"]'), ['6 open-imaging-server'], 'at the flag inside of the block');
    assert.deepEqual(compose('image: orthancteam/orthanc:25.1\nenvironment:\n  ORTHANC__AUTHENTICATION_ENABLED: "false"'), []);
  });
  test('model servers', () => {
    assert.deepEqual(compose('image: ollama/ollama:0.9\nports:\n  - 11434:11434'), ['5 unauthenticated-model-endpoint']);
    assert.deepEqual(compose('image: ollama/ollama:0.9\nports:\n  - target: 11434\n    published: 11434\n    host_ip: 127.0.0.1'), []);
    assert.deepEqual(compose('image: ollama/ollama:0.9\nexpose: ["11434"]'), []);
    assert.deepEqual(compose('image: vllm/vllm-openai:v0.8\ncommand: --model x --api-key ${KEY}\nports: ["8000:8000"]'), []);
    assert.deepEqual(compose('image: vllm/vllm-openai:v0.8\ncommand: --model x\nports: ["${BIND:-0.0.0.0}:8000:8000"]'), ['5 unauthenticated-model-endpoint']);
    assert.deepEqual(compose('image: postgres:16\nports: ["5432:5432"]'), []);
  });
  test('an archive without accounts', () => {
    assert.deepEqual(compose('image: dcm4che/dcm4chee-arc-psql:5.31.0\nports: ["8080:8080", "11112:11112"]'), ['4 open-imaging-server']);
    assert.deepEqual(compose('image: dcm4che/dcm4chee-arc-psql:5.31.0-secure\nports: ["8080:8080"]'), []);
  });
});

describe('transport', () => {
  const plain = ['1 plaintext-clinical-transport'];
  test('addresses', () => {
    assert.deepEqual(linesOf('.env', 'FHIR_BASE_URL=http://ehr.example.org/fhir\n'), plain);
    assert.deepEqual(linesOf('.env', 'FHIR_BASE_URL=https://ehr.example.org/fhir\n'), []);
    assert.deepEqual(linesOf('.env', 'ORTHANC_URL=http://orthanc:8042\nPACS_URL=http://localhost:8042\n'), []);
    assert.deepEqual(linesOf('application.properties', 'clinic.fhir.url=http://10.1.2.3/fhir\n'), plain);
    assert.deepEqual(linesOf('.env', 'HOMEPAGE_URL=http://www.example.org\n'), []);
    assert.deepEqual(linesOf('config.yaml', 'fhir:\n  system: http://loinc.org\n  profile: http://clinic.example.org/fhir/StructureDefinition/x\n'), []);
  });
  test('certificates', () => {
    assert.deepEqual(linesOf('config.yaml', 'pacs:\n  url: https://pacs.example.org\n  verify_ssl: false\n'), ['3 plaintext-clinical-transport']);
    assert.deepEqual(linesOf('config.yaml', 'pacs:\n  url: https://localhost:8443\n  verify_ssl: false\n'), []);
    assert.deepEqual(linesOf('config.yaml', 'proxy:\n  verify_ssl: false\n'), []);
    assert.deepEqual(linesOf('.env', 'NODE_TLS_REJECT_UNAUTHORIZED=0\n'), plain);
  });
});

describe('listeners', () => {
  test('DICOM', () => {
    assert.deepEqual(linesOf('config.yaml', 'scp:\n  ae_title: AI\n  host: 0.0.0.0\n  port: 11112\n'), ['3 open-dicom-listener']);
    assert.deepEqual(linesOf('config.yaml', 'scp:\n  ae_title: AI\n  host: 127.0.0.1\n  port: 11112\n'), []);
    assert.deepEqual(linesOf('config.yaml', 'scp:\n  ae_title: AI\n  host: 0.0.0.0\n  port: 11112\n  allowed_calling_aets: [CT1]\n'), []);
    assert.deepEqual(linesOf('config.yaml', 'scp:\n  ae_title: AI\n  host: 0.0.0.0\n  port: 11112\n  tls: true\n'), []);
  });
  test('DICOM by environment', () => {
    assert.deepEqual(linesOf('.env', 'DICOM_AE_TITLE=AI\nDICOM_HOST=0.0.0.0\nDICOM_PORT=11112\n'), ['2 open-dicom-listener']);
    assert.deepEqual(linesOf('.env', 'DICOM_AE_TITLE=AI\nDICOM_HOST=0.0.0.0\nDICOM_PORT=11112\nDICOM_ALLOWED_AETS=CT1,MR1\n'), []);
  });
  test('sign-in', () => {
    assert.deepEqual(linesOf('.env', 'MCP_HOST=0.0.0.0\nMCP_AUTH_ENABLED=false\n'), ['2 unauthenticated-model-endpoint']);
    assert.deepEqual(linesOf('.env', 'MCP_HOST=127.0.0.1\nMCP_AUTH_ENABLED=false\n'), []);
    assert.deepEqual(linesOf('appsettings.json', '{"DicomServer": {"Security": {"Enabled": false}}}'), ['1 open-imaging-server']);
    assert.deepEqual(linesOf('config.yaml', 'mcp:\n  host: 0.0.0.0\n  port: 8000\n  auth: none\n'), ['4 unauthenticated-model-endpoint']);
    assert.deepEqual(linesOf('config.yaml', 'mcp:\n  host: 127.0.0.1\n  port: 8000\n  auth: none\n'), []);
  });
});

describe('safeguards', () => {
  const off = (line: number): readonly string[] => [`${line} provider-safety-off`];
  test('Gemini', () => {
    assert.deepEqual(linesOf('application.yml', 'spring:\n  ai:\n    safety-settings:\n      - category: HARM_CATEGORY_HARASSMENT\n        threshold: "OFF"\n'), off(5));
    assert.deepEqual(linesOf('application.yml', 'spring:\n  ai:\n    safety-settings:\n      - category: HARM_CATEGORY_HARASSMENT\n        threshold: BLOCK_ONLY_HIGH\n'), []);
  });
  test('Bedrock', () => {
    assert.deepEqual(linesOf('guardrail.json', '{"filtersConfig": [{"type": "VIOLENCE", "inputStrength": "NONE"}]}'), off(1));
    assert.deepEqual(linesOf('guardrail.json', '{"filtersConfig": [{"type": "PROMPT_ATTACK", "inputStrength": "HIGH", "outputStrength": "NONE"}]}'), []);
  });
  test('Azure', () => {
    assert.deepEqual(linesOf('rai.json', '{"contentFilters": [{"name": "Jailbreak", "enabled": true,\n"blocking": false}]}'), off(2));
    assert.deepEqual(linesOf('rai.json', '{"contentFilters": [{"name": "Jailbreak", "enabled": true, "blocking": true}]}'), []);
  });
  test('Azure deployments', () => {
    assert.deepEqual(linesOf('deployment.json', '{"properties": {"raiPolicyName": "Microsoft.Nil"}}'), off(1));
    assert.deepEqual(linesOf('deployment.json', '{"properties": {"raiPolicyName": "Microsoft.DefaultV2"}}'), []);
  });
  test('switches of applications', () => {
    assert.deepEqual(linesOf('appsettings.json', '{"ContentSafety": {"Enabled": false}}'), off(1));
    assert.deepEqual(linesOf('.env', 'GUARDRAILS_ENABLED=false\n'), off(1));
    assert.deepEqual(linesOf('.env', 'DISABLE_MODERATION=true\n'), off(1));
    assert.deepEqual(linesOf('.env', 'GUARDRAILS_ENABLED=true\nDISABLE_MODERATION=false\nSAFETY_MARGIN=0\n'), []);
  });
});

describe('fixes', () => {
  const fixed = (file: string, text: string): string => fixAll(file, text);
  test('flags are turned over as they are written', () => {
    assert.equal(fixed('orthanc.json', '{"RemoteAccessAllowed": true, "AuthenticationEnabled": false}'), '{"RemoteAccessAllowed": true, "AuthenticationEnabled": true}');
    assert.equal(fixed('.vscode/settings.json', '{"chat.tools.global.autoApprove": true}'), '{"chat.tools.global.autoApprove": false}');
  });
  test('environment and ports of containers', () => {
    assert.equal(
      fixed('compose.yml', "services:\n  o:\n    environment:\n      ORTHANC__AUTHENTICATION_ENABLED: 'false'\n    ports: [8042:8042]\n  m:\n    image: ollama/ollama\n    ports:\n      - '11434:11434'\n"),
      "services:\n  o:\n    environment:\n      ORTHANC__AUTHENTICATION_ENABLED: 'true'\n    ports: [8042:8042]\n  m:\n    image: ollama/ollama\n    ports:\n      - \"127.0.0.1:11434:11434\"\n",
    );
  });
});
