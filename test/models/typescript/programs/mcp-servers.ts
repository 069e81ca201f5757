import { MCPServerSSE, MCPServerStdio, MCPServerStreamableHttp } from '@openai/agents';
import { MCPClient as MastraClient } from '@mastra/mcp';
import { experimental_createMCPClient as createAiClient } from 'ai';
import { Experimental_StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';
import { MCPClient } from 'mcp-use';
import { mcp } from '@llamaindex/tools';
import { createMcpClient, createMcpHost } from '@genkit-ai/mcp';

export const servers = [
  new MCPServerStdio({ name: 'a', command: 'npx', args: ['-y', 'dicom-mcp'] }), // <- broad-mcp-scope
  new MCPServerStdio({ name: 'a', command: 'node', args: ['./servers/dicom.mjs'] }),
  new MCPServerStreamableHttp({ name: 'b', url: 'http://tools.example.org/mcp' }), // <- broad-mcp-scope
  new MCPServerStreamableHttp({ name: 'b', url: 'https://tools.example.org/mcp' }),
  new MCPServerSSE({ name: 'c', url: 'http://localhost:3001/sse' }),
  new MastraClient({ servers: { files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '/'] } } }), // <- broad-mcp-scope
  new MastraClient({ servers: { files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2025.8.21', './reports'] } } }),
  createAiClient({ transport: new Experimental_StdioMCPTransport({ command: 'uvx', args: ['dicom-mcp'] }) }), // <- broad-mcp-scope
  createAiClient({ transport: { type: 'http', url: 'https://tools.example.org/mcp' } }),
  new MCPClient({ mcpServers: { dicom: { command: 'npx', args: ['-y', 'dicom-mcp'] } } }), // <- broad-mcp-scope
  MCPClient.fromDict({ mcpServers: { dicom: { command: 'node', args: ['./servers/dicom.mjs'] } } }),
  mcp({ command: 'npx', args: ['-y', 'dicom-mcp@1.4.2'], verbose: true }),
  createMcpClient({ name: 'dicom', mcpServer: { command: 'npx', args: ['-y', 'dicom-mcp'] } }), // <- broad-mcp-scope
  createMcpHost({ name: 'hosts', mcpServers: { dicom: { command: 'docker', args: ['run', '-i', 'dicom-mcp:latest'] } } }), // <- broad-mcp-scope
];
