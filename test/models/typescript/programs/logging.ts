import createDebug from 'debug';
import pino from 'pino';
import { Logger } from '@nestjs/common';
import * as Sentry from '@sentry/node';
import { trace } from '@opentelemetry/api';
import { Langfuse } from 'langfuse';
import appInsights from 'applicationinsights';
import posthog from 'posthog-js';
import { parseDicom } from 'dicom-parser';

const debug = createDebug('radiology');
const logger = pino();
const nest = new Logger('Studies');
const tracer = trace.getTracer('radiology');
const langfuse = new Langfuse();

export function read(bytes: Uint8Array) {
  const dataSet = parseDicom(bytes);
  const name = dataSet.string('x00100010');
  const modality = dataSet.string('x00080060');
  debug('read %s', modality);
  logger.info({ name }, 'read'); // <- phi-in-logs
  logger.info({ modality }, 'read');
  nest.warn(`No history for ${name}`); // <- phi-in-logs
  Sentry.captureException(new Error('unreadable'), { extra: { name } }); // <- phi-in-logs
  Sentry.captureException(new Error('unreadable'));
  gtag('event', 'read', { name }); // <- phi-in-logs
  gtag('event', 'read', { modality });
  posthog.capture('read', { name }); // <- phi-in-logs
  const span = tracer.startSpan('read');
  span.setAttribute('patient.name', name!); // <- phi-in-logs
  span.setAttribute('modality', modality!);
  tracer.startActiveSpan('read', (active) => {
    active.addEvent('read', { name }); // <- phi-in-logs
    active.end();
  });
  const run = langfuse.trace({ name: 'triage', input: { name } }); // <- phi-in-logs
  run.generation({ name: 'explain', input: `Modality ${modality}` });
  appInsights.defaultClient.trackTrace({ message: `Read ${name}` }); // <- phi-in-logs
  appInsights.defaultClient.trackTrace({ message: 'Read a study' });
}
