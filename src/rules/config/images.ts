import { itemsOf, scalarOf, textOf, type ConfigEntry, type ConfigNode } from '../../languages/config/node.ts';
import type { Settings } from './settings.ts';
import { shellWords } from './words.ts';

/** A service that answers for a model, and what makes it ask who calls. */
export interface ModelServer {
  readonly image: RegExp;
  /** Ports in the container on which it answers. */
  readonly ports: readonly number[];
  /** Variables and options that hold its key. */
  readonly keys: RegExp;
}

const MODEL_SERVERS: readonly ModelServer[] = [
  { image: /(^|\/)ollama(\/ollama)?$/, ports: [11434], keys: /^$/ },
  { image: /(^|\/)vllm-openai$|(^|\/)vllm$/, ports: [8000], keys: /^(VLLM_API_KEY|--api-key)$/ },
  { image: /(^|\/)llama\.cpp$|(^|\/)llama-cpp-python$/, ports: [8080, 8000], keys: /^(LLAMA_API_KEY|LLAMA_ARG_API_KEY|API_KEY|--api-key|--api-key-file)$/ },
  { image: /(^|\/)text-generation-inference$|(^|\/)text-embeddings-inference$/, ports: [80], keys: /^(API_KEY|--api-key)$/ },
  { image: /(^|\/)sglang$/, ports: [30000], keys: /^(--api-key)$/ },
  { image: /(^|\/)(local-?ai)$/, ports: [8080], keys: /^(API_KEY|LOCALAI_API_KEY|--api-keys?)$/ },
  { image: /(^|\/)litellm(-database|-non_root)?$/, ports: [4000], keys: /^(LITELLM_MASTER_KEY)$/ },
  { image: /(^|\/)tritonserver(-\w+)?$/, ports: [8000, 8001], keys: /^(--http-restricted-api|--grpc-restricted-protocol)$/ },
  { image: /(^|\/)torchserve$|(^|\/)(tensorflow\/)serving$/, ports: [8080, 8500, 8501], keys: /^$/ },
  { image: /(^|\/)monailabel$/, ports: [8000], keys: /^(MONAI_LABEL_AUTH_ENABLE)$/ },
  { image: /(^|\/)(mcpo|mcp-proxy|supergateway)$/, ports: [8000, 8096], keys: /^(MCPO_API_KEY|--api-key|-k|--oauth2Bearer)$/ },
  { image: /(^|\/)flowise$/, ports: [3000], keys: /^(FLOWISE_USERNAME|FLOWISE_PASSWORD|APP_URL|JWT_AUTH_TOKEN_SECRET)$/ },
  { image: /(^|\/)(lobe-chat|chatgpt-next-web|nextchat)$/, ports: [3210, 3000], keys: /^(ACCESS_CODE|CODE|NEXT_AUTH_SECRET|NEXT_PUBLIC_ENABLE_NEXT_AUTH)$/ },
  { image: /(^|\/)anythingllm$/, ports: [3001], keys: /^(AUTH_TOKEN|JWT_SECRET)$/ },
  { image: /(^|\/)(xinference|lmdeploy|tabbyapi|koboldcpp|aphrodite-engine|nim|speaches|faster-whisper-server)$/, ports: [], keys: /^(API_KEY|--api-keys?)$/ },
];

/** Archives whose image has a build without accounts. */
const OPEN_ARCHIVES: readonly { readonly image: RegExp; readonly secured: RegExp; readonly ports: readonly number[] }[] = [
  { image: /(^|\/)dcm4chee-arc-psql$/, secured: /secure/, ports: [8080, 8443] },
];

/** Images that a project builds, recognised by what they start. */
const SELF_BUILT: ModelServer = { image: /^$/, ports: [], keys: /^(VLLM_API_KEY|LLAMA_API_KEY|API_KEY|--api-key)$/ };
const isModelCommand = (words: readonly string[]): boolean => /^(vllm serve|ollama serve|llama-server|python3? -m (vllm\.entrypoints|sglang\.launch_server|llama_cpp\.server))/.test(words.join(' '));

/** The model server that a container runs, by its image or its command, where nothing makes it ask for a key. */
export function openModelServer(image: string, environment: readonly ConfigEntry[], words: readonly string[]): ModelServer | undefined {
  const { repository } = imageParts(image);
  const model = MODEL_SERVERS.find((known) => known.image.test(repository)) ?? (isModelCommand(words) ? SELF_BUILT : undefined);
  return model && !asksForKey(model, environment, words) ? model : undefined;
}

/** The archive that a container runs, where its build has no accounts. */
export function openArchive(image: string): (typeof OPEN_ARCHIVES)[number] | undefined {
  const { repository, tag } = imageParts(image);
  return OPEN_ARCHIVES.find((known) => known.image.test(repository) && !known.secured.test(tag));
}

function asksForKey(model: ModelServer, environment: readonly ConfigEntry[], words: readonly string[]): boolean {
  return environment.some(({ key, value }) => model.keys.test(key) && scalarOf(value) !== '' && scalarOf(value) !== false) || words.some((word) => model.keys.test(word.replace(/=.*$/, '')));
}

/** Name of an image without registry's port and tag. */
function imageParts(image: string): { repository: string; tag: string } {
  const plain = image.replace(/@sha256:.*$/, '');
  const colon = plain.lastIndexOf(':');
  return colon > plain.lastIndexOf('/') ? { repository: plain.slice(0, colon).toLowerCase(), tag: plain.slice(colon + 1).toLowerCase() } : { repository: plain.toLowerCase(), tag: '' };
}

/** Where one of several commands has a word: the word itself in a list or in a text of several lines, else the whole command. */
export function placeOfWord({ text }: Settings, commands: readonly (ConfigNode | undefined)[], word: string): ConfigNode | undefined {
  for (const node of commands) {
    const item = itemsOf(node).find((part) => textOf(part) === word);
    if (item) return item;
    if (!node || !shellWords(textOf(node) ?? '').includes(word)) continue;
    const at = text.slice(node.start, node.end).includes('\n') ? text.indexOf(word, node.start) : -1;
    return at < 0 || at >= node.end ? node : { kind: 'scalar', value: word, start: at, end: at + word.length };
  }
  return undefined;
}

/** Words of a command, written as one text or as a list. */
export function wordsOf(node: ConfigNode | undefined): readonly string[] {
  const text = textOf(node);
  return text === undefined ? itemsOf(node).flatMap((item) => String(scalarOf(item) ?? '')) : shellWords(text);
}
