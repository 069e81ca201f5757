import { readDockerfile } from './dockerfile.ts';
import { readJson } from './json.ts';
import { readLines } from './lines.ts';
import { MAX_CONFIG_CHARS, type ConfigNode } from './node.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

/** Documents of a settings file by the ending of its name: several for YAML streams, none for kinds that have no values to read. Never throws. */
export function readConfig(file: string, text: string): readonly ConfigNode[] {
  if (text.length > MAX_CONFIG_CHARS) return [];
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  if (/\.(json|jsonc|json5|code-workspace)$/.test(name)) return one(readJson(text));
  if (/\.ya?ml$/.test(name)) return readYaml(text);
  if (name.endsWith('.toml')) return one(readToml(text));
  if (/^\.env(\..+)?$|\.env$/.test(name)) return one(readLines(text, 'env'));
  if (name.endsWith('.properties')) return one(readLines(text, 'properties'));
  if (/\.(ini|cfg|service)$/.test(name) || /\.service\.d\/[^/]+\.conf$/i.test(file)) return one(readLines(text, 'ini'));
  if (/^(dockerfile|containerfile)(\..+)?$|\.dockerfile$/.test(name)) return one(readDockerfile(text));
  if (/\.mdc?$/.test(name)) return frontMatter(text);
  return [];
}

const one = (node: ConfigNode | undefined): readonly ConfigNode[] => (node === undefined ? [] : [node]);

/** The YAML block at the head of a Markdown file. */
function frontMatter(text: string): readonly ConfigNode[] {
  const found = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) return [];
  return readYaml(found[2], found[1].length);
}
