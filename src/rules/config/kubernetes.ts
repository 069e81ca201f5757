import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, scalarOf, textOf, valueAt, type ConfigEntry, type ConfigMap, type ConfigNode } from '../../languages/config/node.ts';
import { rewritten, withoutOption } from './changes.ts';
import { openArchive, openModelServer, placeOfWord, wordsOf, type ModelServer } from './images.ts';
import type { Settings } from './settings.ts';

const ENDPOINT = 'exposed-service/unauthenticated-model-endpoint';
const SERVER = 'exposed-service/open-imaging-server';

/** Manifests of a cluster: what containers run, and which services lead to them from outside. */
export function kubernetesRules(s: Settings): void {
  if (/^values\b.*\.ya?ml$/.test(s.name) && /LoadBalancer|NodePort/.test(s.text)) for (const document of s.documents) {
    if (document.kind === 'map') chartRules(s, document);
    for (const { entry } of entriesBelow(document)) if (entry.value.kind === 'map') chartRules(s, entry.value);
  }
  if (!/\.(ya?ml|json)$/.test(s.name) || !/^\s*["']?kind["']?\s*:/m.test(s.text)) return;
  for (const document of s.documents) {
    if (textOf(valueAt(document, 'kind')) === 'Service') publishedService(s, document);
    const pod = podOf(document);
    if (pod) for (const container of containersOf(pod)) containerRules(s, pod, container);
  }
}

/** Values of a chart: what a part of it runs, and the service that leads there. */
function chartRules(s: Settings, map: ConfigMap): void {
  const image = entryOf(map, 'image')?.value;
  const type = entryOf(entryOf(map, 'service')?.value, 'type');
  const tag = scalarOf(entryOf(image, 'tag')?.value);
  const name = textOf(image) ?? [textOf(entryOf(image, 'repository')?.value) ?? '', ...(tag === undefined || tag === null ? [] : [String(tag)])].join(':');
  if (type === undefined || name === '' || !/^(LoadBalancer|NodePort)$/.test(textOf(type.value) ?? '')) return;
  const variablesOf = ['env', 'extraEnv', 'extraEnvVars', 'envVars', 'environment'].flatMap((key) => { const node = entryOf(map, key)?.value; return [...entriesOf(node), ...variables(node)]; });
  const words = ['command', 'args', 'extraArgs'].flatMap((key) => wordsOf(entryOf(map, key)?.value));
  const inside = rewritten(s, type.value, 'ClusterIP', 'Keep the service inside of the cluster');
  if (openModelServer(name, variablesOf, words)) s.report(ENDPOINT, type, 'A model is published outside the cluster, and nobody has to show a key.', inside);
  else if (openArchive(name)) s.report(SERVER, type, 'An archive without accounts is published outside the cluster.', inside);
}

interface Container { readonly map: ConfigMap; readonly model: ModelServer | undefined; readonly archive: ReturnType<typeof openArchive> }

/** The pod that a manifest describes: itself, the template of a workload, or that of a scheduled one. */
function podOf(document: ConfigNode): ConfigNode | undefined {
  if (!/^(Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob)$/.test(textOf(valueAt(document, 'kind')) ?? '')) return undefined;
  return valueAt(document, 'spec', 'jobTemplate', 'spec', 'template') ?? valueAt(document, 'spec', 'template') ?? document;
}

function containersOf(pod: ConfigNode): readonly Container[] {
  return itemsOf(valueAt(pod, 'spec', 'containers')).flatMap((map): Container[] => {
    if (map.kind !== 'map') return [];
    const image = textOf(entryOf(map, 'image')?.value) ?? '';
    const words = [...wordsOf(entryOf(map, 'command')?.value), ...wordsOf(entryOf(map, 'args')?.value)];
    return [{ map, model: openModelServer(image, variables(entryOf(map, 'env')?.value), words), archive: openArchive(image) }];
  });
}

/** Environment of a container; a value from a secret is there, too. */
function variables(list: ConfigNode | undefined): readonly ConfigEntry[] {
  return itemsOf(list).flatMap((item) => {
    const name = textOf(valueAt(item, 'name'));
    const value = valueAt(item, 'value') ?? valueAt(item, 'valueFrom');
    return name === undefined || value === undefined ? [] : [{ key: name, keySpan: item, start: item.start, end: item.end, value }];
  });
}

function containerRules(s: Settings, pod: ConfigNode, { map, model }: Container): void {
  const remoteCode = placeOfWord(s, [entryOf(map, 'command')?.value, entryOf(map, 'args')?.value], '--trust-remote-code');
  if (remoteCode) s.report('model-supply-chain/remote-model-code', remoteCode, 'Code that comes with the model runs in this container.', withoutOption(s, remoteCode, '--trust-remote-code'));
  if (!model) return;
  const says = 'The container answers for a model on every interface of its node, and nobody has to show a key.';
  const onHost = entryOf(valueAt(pod, 'spec'), 'hostNetwork');
  if (onHost && flagOf(onHost.value) === true) s.report(ENDPOINT, onHost, says);
  for (const port of itemsOf(entryOf(map, 'ports')?.value)) {
    const host = entryOf(port, 'hostPort');
    if (host && textOf(valueAt(port, 'hostIP')) !== '127.0.0.1') s.report(ENDPOINT, host, says);
  }
}

/** A service that leads into the cluster from outside, to what asks nobody for a key. */
function publishedService(s: Settings, service: ConfigNode): void {
  const type = entryOf(valueAt(service, 'spec'), 'type');
  if (type === undefined || !/^(LoadBalancer|NodePort)$/.test(textOf(type.value) ?? '') || isInternal(service)) return;
  const selected = entriesOf(valueAt(service, 'spec', 'selector'));
  const containers = selected.length === 0 ? [] : manifestsBeside(s).flatMap((document) => {
    const pod = podOf(document);
    return pod && selects(selected, valueAt(pod, 'metadata', 'labels')) ? containersOf(pod) : [];
  });
  const inside = rewritten(s, type.value, 'ClusterIP', 'Keep the service inside of the cluster');
  const names = [textOf(valueAt(service, 'metadata', 'name')) ?? '', ...selected.map(({ value }) => textOf(value) ?? '')].join(' ');
  const ports = itemsOf(valueAt(service, 'spec', 'ports')).flatMap((port) => entriesOf(port).filter(({ key }) => key === 'port' || key === 'targetPort').map(({ value }) => Number(scalarOf(value))));
  if (containers.some(({ model }) => model) || (containers.length === 0 && (/\bollama\b/i.test(names) || ports.includes(11434)))) s.report(ENDPOINT, type, 'A model is published outside the cluster, and nobody has to show a key.', inside);
  else if (containers.some(({ archive }) => archive)) s.report(SERVER, type, 'An archive without accounts is published outside the cluster.', inside);
}

const isInternal = (service: ConfigNode): boolean => entriesOf(valueAt(service, 'metadata', 'annotations')).some(({ key, value }) => /internal|load-balancer-type/i.test(key) && /true|internal/i.test(String(scalarOf(value))));

/** Manifests of the same file and of its folder, which are usually applied together. */
const manifestsBeside = (s: Settings): readonly ConfigNode[] => [...s.documents, ...s.beside.filter((file) => /\.ya?ml$/i.test(file)).flatMap((file) => s.sibling(file))];

const selects = (selected: readonly ConfigEntry[], labels: ConfigNode | undefined): boolean => selected.every(({ key, value }) => scalarOf(entryOf(labels, key)?.value) === scalarOf(value));
