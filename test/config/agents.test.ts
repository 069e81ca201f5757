import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesOf } from './support.ts';

const mcp = (server: unknown): readonly string[] => linesOf('.mcp.json', JSON.stringify({ mcpServers: { s: server } }, null, 1)).map((line) => line.replace(/^\d+ /, ''));
const allow = (...entries: readonly string[]): readonly string[] => linesOf('.claude/settings.json', JSON.stringify({ permissions: { allow: entries } }, null, 1)).map((line) => line.replace(/^\d+ /, ''));

describe('MCP servers', () => {
  const broad = ['broad-mcp-scope'];
  const approved = ['auto-approved-tools'];
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['a package of any version', { command: 'npx', args: ['-y', 'some-mcp'] }, broad],
    ['latest', { command: 'npx', args: ['-y', '@scope/some-mcp@latest'] }, broad],
    ['a fixed version', { command: 'npx', args: ['-y', '@scope/some-mcp@1.2.3'] }, []],
    ['behind cmd', { command: 'cmd', args: ['/c', 'npx', '-y', 'some-mcp'] }, broad],
    ['uvx', { command: 'uvx', args: ['some-mcp'] }, broad],
    ['uvx pinned', { command: 'uvx', args: ['--from', 'some-mcp==0.4.1', 'some-mcp'] }, []],
    ['uvx of a branch', { command: 'uvx', args: ['--from', 'git+https://github.com/o/r', 'x'] }, broad],
    ['uvx of a tag', { command: 'uvx', args: ['--from', 'git+https://github.com/o/r@v1.2.0', 'x'] }, []],
    ['a floating image', { command: 'docker', args: ['run', '-i', '--rm', 'mcp/fetch'] }, broad],
    ['an image with a version', { command: 'docker', args: ['run', '-i', '--rm', '-e', 'A', 'mcp/fetch:1.4'] }, []],
    ['an image with the disk', { command: 'docker', args: ['run', '-i', '-v', '/:/host', 'mcp/fs:1.4', '/host'] }, broad],
    ['an image with a folder', { command: 'docker', args: ['run', '-i', '-v', '${workspaceFolder}/data:/data', 'mcp/fs:1.4', '/data'] }, []],
    ['the disk', { command: 'node', args: ['fs.js', '/'] }, broad],
    ['a home', { command: 'node', args: ['fs.js', '/home/anna'] }, broad],
    ['a home by name', { command: 'node', args: ['fs.js', '${userHome}'] }, broad],
    ['a folder', { command: 'node', args: ['fs.js', '/srv/phantoms/ct'] }, []],
    ['plain http', { url: 'http://mcp.example.org/sse' }, broad],
    ['loopback', { url: 'http://127.0.0.1:3000/mcp' }, []],
    ['https', { url: 'https://mcp.example.org/mcp' }, []],
    ['a secret', { command: 'node', args: ['x.js'], env: { API_KEY: 'Kq8-44-long-secret' } }, broad],
    ['a reference', { command: 'node', args: ['x.js'], env: { API_KEY: '${input:key}', MAX_TOKENS: '4096', TOKEN_URL: 'https://id.example.org' } }, []],
    ['a placeholder', { command: 'node', args: ['x.js'], env: { API_KEY: '<your-key>', SECRET: 'changeme' } }, []],
    ['a header', { url: 'https://mcp.example.org', headers: { Authorization: 'Bearer abc-123-def-456' } }, broad],
    ['a header from the environment', { url: 'https://mcp.example.org', headers: { Authorization: 'Bearer ${TOKEN}' } }, []],
    ['a key in the address', { url: 'https://mcp.example.org/sse?api_key=91af9d00c1' }, broad],
    ['every tool', { command: 'node', args: ['x.js'], alwaysAllow: ['*'] }, approved],
    ['a tool that sends', { command: 'node', args: ['x.js'], autoApprove: ['get_study', 'send_study'] }, approved],
    ['tools that read', { command: 'node', args: ['x.js'], autoApprove: ['get_study', 'list_series', 'search'] }, []],
    ['trust', { command: 'node', args: ['x.js'], trust: true }, approved],
    ['a shell around it', { command: 'bash', args: ['-lc', 'npx -y some-mcp'] }, broad],
    ['a password in an address', { command: 'node', args: ['pg.js', 'postgresql://ris:geheim@db.example.org/ris'] }, broad],
    ['a fixed version behind cmd', { command: 'cmd', args: ['/c', 'npx', '-y', 'some-mcp@2.0.0'] }, []],
    ['switched off', { command: 'npx', args: ['-y', 'some-mcp'], disabled: true }, []],
  ];
  for (const [name, server, expected] of cases) test(name, () => assert.deepEqual(mcp(server), expected));

  test('TOML of Codex', () => {
    assert.deepEqual(linesOf('.codex/config.toml', 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n[mcp_servers.fs]\ncommand = "npx"\nargs = ["-y", "fs-mcp@1.0.0", "/"]\n'), ['1 auto-approved-tools', '2 unsandboxed-code-execution', '5 broad-mcp-scope']);
    assert.deepEqual(linesOf('.codex/config.toml', 'approval_policy = "on-request"\nsandbox_mode = "workspace-write"\n'), []);
  });
  test('TOML of a sandbox that only reads', () => {
    assert.deepEqual(linesOf('.codex/config.toml', 'approval_policy = "never"\nsandbox_mode = "read-only"\n'), []);
  });
  test('properties of Spring', () => {
    assert.deepEqual(linesOf('application.properties', 'spring.ai.mcp.client.sse.connections.pacs.url=http://pacs.example.org\n'), ['1 broad-mcp-scope']);
    assert.deepEqual(linesOf('application.properties', 'spring.ai.mcp.client.sse.connections.pacs.url=http://localhost:8080\n'), []);
  });
  test('servers of other things are left alone', () => {
    assert.deepEqual(linesOf('api.json', '{"servers": {"a": {"url": "http://api.example.org"}}}'), []);
  });
});

describe('permissions of coding agents', () => {
  const bad = ['Bash', 'Bash(*)', 'Bash(rm:*)', 'Bash(git push:*)', 'Bash(curl:*)', 'Bash(python3:*)', 'Bash(node -e:*)', 'Bash(sudo:*)', 'Bash(bash -c:*)', 'Bash(npx:*)', 'Bash(uv run:*)', 'Bash(docker run *)', 'Bash(cd x && rm:*)', 'Bash(timeout 10 rm:*)', 'Bash(storescu:*)', 'Write', 'Edit(**)', 'WebFetch', 'WebFetch(domain:*)', 'Read(//**)', 'Read(~/**)', 'mcp__pacs', 'mcp__pacs__*', 'mcp__pacs__delete_study'];
  const good = ['Bash(pytest:*)', 'Bash(git status)', 'Bash(git diff:*)', 'Bash(npm run build:*)', 'Bash(npm test:*)', 'Bash(python -m pytest:*)', 'Bash(uv run pytest:*)', 'Bash(npx jest:*)', 'Bash(rm -rf dist)', 'Bash(curl http://localhost:8042/:*)', 'Bash(node scripts/check.js:*)', 'Bash(docker ps:*)', 'Bash(ls:*)', 'Edit(./src/**)', 'Edit(/docs/**)', 'WebFetch(domain:docs.example.org)', 'WebSearch', 'Read(./src/**)', 'Read', 'mcp__pacs__list_studies', 'mcp__fs__edit_file', 'Bash(timeout:*)'];
  for (const entry of bad) test(entry, () => assert.equal(allow(entry).length, 1));
  for (const entry of good) test(entry, () => assert.deepEqual(allow(entry), []));
  test('what is denied is not allowed', () => {
    assert.deepEqual(linesOf('.claude/settings.json', '{"permissions": {"allow": ["Bash(rm:*)"], "deny": ["Bash(rm:*)"]}}'), []);
  });
  test('modes', () => {
    assert.deepEqual(linesOf('.claude/settings.json', '{"permissions": {\n"defaultMode": "bypassPermissions"}}'), ['2 auto-approved-tools']);
    assert.deepEqual(linesOf('.claude/settings.json', '{"permissions": {"defaultMode": "plan"}}'), []);
    assert.deepEqual(linesOf('.gemini/settings.json', '{"general": {\n"defaultApprovalMode": "yolo"}}'), ['2 auto-approved-tools']);
  });
  test('opencode', () => {
    assert.deepEqual(linesOf('opencode.json', '{"permission": {\n"bash": "allow",\n"edit": "ask"}}'), ['2 auto-approved-tools']);
  });
  test('front matter', () => {
    assert.deepEqual(linesOf('.github/agents/x.agent.md', "---\nname: x\ntools: ['*']\n---\n"), ['3 broad-mcp-scope']);
    assert.deepEqual(linesOf('.github/agents/x.agent.md', "---\nname: x\ntools: ['read', 'search']\n---\n"), []);
    assert.deepEqual(linesOf('.github/agents/x.agent.md', "---\nname: x\ntools: ['read', 'pacs/*']\n---\n"), ['3 broad-mcp-scope']);
    assert.deepEqual(linesOf('.github/agents/x.agent.md', "---\nname: x\ntools: ['read', 'pacs/list_studies']\n---\n"), []);
    assert.deepEqual(linesOf('.claude/commands/x.md', '---\nallowed-tools: Bash(git diff:*), Bash(*)\n---\n'), ['2 auto-approved-tools']);
  });
});

describe('editors', () => {
  const settings = (value: unknown): readonly string[] => linesOf('.vscode/settings.json', JSON.stringify(value));
  test('global approval', () => {
    assert.deepEqual(settings({ 'chat.tools.global.autoApprove': true }), ['1 auto-approved-tools']);
    assert.deepEqual(settings({ 'chat.tools.global.autoApprove': false }), []);
  });
  test('commands', () => {
    assert.deepEqual(settings({ 'chat.tools.terminal.autoApprove': { 'git push': true } }), ['1 auto-approved-tools']);
    assert.deepEqual(settings({ 'chat.tools.terminal.autoApprove': { '/.*/': { approve: true, matchCommandLine: true } } }), ['1 auto-approved-tools']);
    assert.deepEqual(settings({ 'chat.tools.terminal.autoApprove': { 'git status': true, rm: false, '/^git (status|show)\\b/': true } }), []);
  });
  test('in a container and in a workspace', () => {
    assert.deepEqual(linesOf('.devcontainer/devcontainer.json', '{"customizations": {"vscode": {"settings": {"chat.tools.autoApprove": true}}}}'), ['1 auto-approved-tools']);
    assert.deepEqual(linesOf('x.code-workspace', '{"settings": {"claudeCode.allowDangerouslySkipPermissions": true}}'), ['1 auto-approved-tools']);
  });
});

describe('agents in YAML', () => {
  test('code execution of CrewAI', () => {
    assert.deepEqual(linesOf('agents.yaml', 'a:\n  role: R\n  allow_code_execution: true\n  code_execution_mode: unsafe\n'), ['4 unsandboxed-code-execution']);
    assert.deepEqual(linesOf('agents.yaml', 'a:\n  role: R\n  allow_code_execution: true\n  code_execution_mode: safe\n'), []);
  });
  test('tools that change something, for an agent that reads what others wrote', () => {
    assert.deepEqual(linesOf('agents.yaml', 'triage:\n  role: Reads referral letters\n  goal: g\n  tools:\n    - read_report\n    - delete_study\n'), ['6 overprivileged-tool']);
    assert.deepEqual(linesOf('agents.yaml', 'triage:\n  role: Reads referral letters\n  goal: g\n  tools:\n    - read_report\n    - search_studies\n'), []);
    assert.deepEqual(linesOf('agents.yaml', 'writer:\n  role: Writes poems\n  goal: g\n  tools:\n    - send_poem\n'), []);
  });
  test('pipelines', () => {
    assert.deepEqual(linesOf('.github/workflows/x.yml', 'jobs:\n  a:\n    steps:\n      - run: claude -p "fix" --dangerously-skip-permissions\n'), ['4 auto-approved-tools']);
    assert.deepEqual(linesOf('.github/workflows/x.yml', 'jobs:\n  a:\n    steps:\n      - run: git push --force-with-lease\n'), []);
  });
});

test('texts of interfaces and the own settings are no settings of a protection', () => {
  assert.deepEqual(linesOf('src/locales/en.json', '{"moderation": "disabled"}'), []);
  assert.deepEqual(linesOf('dosimeter.jsonc', '{"guardrails": false}'), []);
});
