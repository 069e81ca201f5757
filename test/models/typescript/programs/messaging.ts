import nodemailer from 'nodemailer';
import twilio from 'twilio';
import { WebClient } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import { Client as GraphClient } from '@microsoft/microsoft-graph-client';
import { google } from 'googleapis';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import amqplib from 'amqplib';
import Stripe from 'stripe';
import { Client as SshClient } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import { Telegraf } from 'telegraf';
import OpenAI from 'openai';
import ollama from 'ollama';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const mail = nodemailer.createTransport({ host: 'mail.example.org' });
const sms = twilio('sid', 'token');
const slack = new WebClient('token');
const graph = GraphClient.init({ authProvider: (done) => done(null, 'token') });
const gmail = google.gmail('v1');
const ses = new SESClient({});
const s3 = new S3Client({});
const stripe = new Stripe('key');

const server = new McpServer({ name: 'send', version: '1.0.0' });
const input = { to: z.string(), text: z.string(), key: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('mail', { inputSchema: input }, async ({ to, text }) => { await mail.sendMail({ to, text }); return done; }); // <- overprivileged-tool
server.registerTool('mail-ward', { inputSchema: input }, async ({ text }) => { await mail.sendMail({ to: 'ward@example.org', text }); return done; });
server.registerTool('sms', { inputSchema: input }, async ({ to, text }) => { await sms.messages.create({ to, body: text }); return done; }); // <- overprivileged-tool
server.registerTool('slack', { inputSchema: input }, async ({ to, text }) => { await slack.chat.postMessage({ channel: to, text }); return done; }); // <- overprivileged-tool
server.registerTool('slack-ward', { inputSchema: input }, async ({ text }) => { await slack.chat.postMessage({ channel: 'C1', text }); return done; });
server.registerTool('webhook', { inputSchema: input }, async ({ text }) => { await new IncomingWebhook(process.env.HOOK!).send(text); return done; });
server.registerTool('any-webhook', { inputSchema: input }, async ({ to, text }) => { await new IncomingWebhook(to).send(text); return done; }); // <- overprivileged-tool
server.registerTool('telegram', { inputSchema: input }, async ({ to, text }) => { await new Telegraf('token').telegram.sendMessage(to, text); return done; }); // <- overprivileged-tool
server.registerTool('graph', { inputSchema: input }, async ({ to, text }) => { await graph.api('/me/sendMail').post({ message: { subject: text, toRecipients: [{ emailAddress: { address: to } }] } }); return done; }); // <- overprivileged-tool
server.registerTool('graph-delete', { inputSchema: input }, async ({ key }) => { await graph.api(`/me/messages/${key}`).delete(); return done; }); // <- overprivileged-tool
server.registerTool('gmail', { inputSchema: input }, async ({ to, text }) => { await gmail.users.messages.send({ userId: 'me', requestBody: { raw: btoa(`To: ${to}\n\n${text}`) } }); return done; }); // <- overprivileged-tool
server.registerTool('ses', { inputSchema: input }, async ({ to, text }) => { await ses.send(new SendEmailCommand({ Source: 'a@example.org', Destination: { ToAddresses: [to] }, Message: { Subject: { Data: 'x' }, Body: { Text: { Data: text } } } })); return done; }); // <- overprivileged-tool
server.registerTool('put', { inputSchema: input }, async ({ key, text }) => { await s3.send(new PutObjectCommand({ Bucket: 'reports', Key: key, Body: text })); return done; }); // <- overprivileged-tool
server.registerTool('delete', { inputSchema: input }, async ({ key }) => { await s3.send(new DeleteObjectCommand({ Bucket: 'reports', Key: key })); return done; }); // <- overprivileged-tool
server.registerTool('queue', { inputSchema: input }, async ({ to, text }) => { (await (await amqplib.connect('amqp://localhost')).createChannel()).sendToQueue(to, Buffer.from(text)); return done; }); // <- overprivileged-tool
server.registerTool('pay', { inputSchema: input }, async ({ key }) => { await stripe.paymentIntents.create({ amount: 100, currency: 'eur', customer: key }); return done; }); // <- overprivileged-tool
server.registerTool('sftp', { inputSchema: input }, async ({ to, text }) => { // <- overprivileged-tool
  const sftp = new SftpClient();
  await sftp.connect({ host: to, username: 'u' });
  await sftp.put(Buffer.from(text), '/in/report.txt');
  return done;
});

export async function remote(question: string) {
  const answer = (await new OpenAI().responses.create({ model: 'gpt-5', input: question })).output_text;
  const ssh = new SshClient();
  ssh.on('ready', () => ssh.exec(answer, () => {})); // <- model-output-to-code
  ssh.connect({ host: 'station.example.org', username: 'u' });
  await mail.sendMail({ to: 'ward@example.org', html: `<p>${answer}</p>` }); // <- model-output-to-code
  await mail.sendMail({ to: 'ward@example.org', text: answer });
}

export async function consume() {
  const channel = await (await amqplib.connect('amqp://localhost')).createChannel();
  await channel.consume('questions', async (message) => {
    await ollama.generate({ model: 'llama3.2', prompt: message!.content.toString() });
  });
}
