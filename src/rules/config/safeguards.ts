import { entriesBelow, entryOf, flagOf, keyWords, plainKey, scalarOf, textOf, type ConfigEntry, type ConfigMap } from '../../languages/config/node.ts';
import { replacedMatch, rewritten, turned } from './changes.ts';
import type { Settings } from './settings.ts';
import { variablesOf } from './transport.ts';

const OFF = 'safeguards-disabled/provider-safety-off';

/** Filters, guardrails and moderation that a gateway, a framework or an application turns off in its settings. */
export function safeguardRules(s: Settings): void {
  if (/\.mdc?$/.test(s.name) || !/safety|moderation|raiPolicy|guard|content_?-?filter|threshold|jailbreak|strength|prompt_?-?shield|safe_?-?prompt/i.test(s.text)) return;
  for (const document of s.documents) for (const { entry, above, holder } of entriesBelow(document)) {
    geminiRules(s, entry, above, holder);
    bedrockRules(s, entry, above, holder);
    azureRules(s, entry, above, holder);
    switchRules(s, entry, above);
    // Variables of a container, as a list of names and values.
    if (entry.key === 'env' || entry.key === 'environment') for (const variable of variablesOf(entry.value)) { const at = { ...variable, start: variable.value.start, end: variable.value.end }; geminiRules(s, at, above, holder); switchRules(s, at, above); }
  }
}

/** `{ category: HARM_CATEGORY_…, threshold: BLOCK_NONE }`, or one threshold for all, or a map by category. */
function geminiRules(s: Settings, entry: ConfigEntry, above: readonly string[], holder: ConfigMap): void {
  const value = textOf(entry.value);
  if (value === undefined || !/^(HarmBlockThreshold\.)?(BLOCK_NONE|OFF)$/i.test(value)) return;
  const words = [...above, entry.key].map(plainKey).join(' ');
  const category = textOf(entryOf(holder, 'category')?.value) ?? '';
  if (/safetysettings?/.test(words) || /^HARM_CATEGORY_/i.test(category) || /^HARM_CATEGORY_/i.test(entry.key) || (value.toUpperCase() === 'BLOCK_NONE' && /threshold|safety/.test(words))) {
    s.report(OFF, entry, `The provider's filter${category === '' ? '' : ` for ${category}`} is switched off (${value}).`, replacedMatch(s, entry.value, /BLOCK_NONE|OFF/i, 'BLOCK_MEDIUM_AND_ABOVE', 'Block what is of medium and high risk'));
  }
}

/** Strengths of the filters of a Bedrock guardrail. The filter for prompt attacks looks at input only. */
function bedrockRules(s: Settings, entry: ConfigEntry, above: readonly string[], holder: ConfigMap): void {
  const key = plainKey(entry.key);
  if (!/^(in|out)putstrength$/.test(key) || textOf(entry.value)?.toUpperCase() !== 'NONE') return;
  const type = textOf(holder.entries.find((other) => plainKey(other.key) === 'type')?.value) ?? '';
  if (key === 'outputstrength' && /PROMPT_ATTACK/i.test(type)) return;
  s.report(OFF, entry, `The guardrail's filter${type === '' ? '' : ` for ${type}`} is set to NONE.`, rewritten(s, entry.value, 'HIGH', 'Set the strength to HIGH'));
}

/** Content filters of a policy for deployed models. */
function azureRules(s: Settings, entry: ConfigEntry, above: readonly string[], holder: ConfigMap): void {
  if (plainKey(entry.key) === 'raipolicyname' && /^Microsoft\.Nil$/i.test(textOf(entry.value) ?? '')) return s.report(OFF, entry, 'The deployment runs with the policy that filters nothing.', rewritten(s, entry.value, 'Microsoft.DefaultV2', 'Use the default policy'));
  if (!above.some((name) => /^contentfilters$/.test(plainKey(name)))) return;
  const key = plainKey(entry.key);
  if ((key === 'enabled' || key === 'blocking') && flagOf(entry.value) === false && (key === 'enabled' || flagOf(entryOf(holder, 'enabled')?.value) !== false)) {
    s.report(OFF, entry, `The content filter${name(holder)} does not ${key === 'enabled' ? 'run' : 'block'}.`, turned(s, entry));
  }
}

const name = (holder: ConfigMap): string => { const text = textOf(holder.entries.find((entry) => plainKey(entry.key) === 'name')?.value); return text === undefined ? '' : ` ${text}`; };

/** Names of protections, as the words of keys without separators. */
const PROTECTION = /(^| )(moderation|guardrails?|content ?safety|content ?filter(s|ing)?|safety ?(filters?|checker|checks?|settings?|prompt)|safe ?prompt|prompt ?shields?|prompt ?guard|jailbreak ?(detection|filter|guard|protection|check)|llm ?guard|llama ?guard|injection ?(detection|filter|guard|protection|check|scan(ner)?))( |$)/;
const SWITCHED = /^(enabled?|active|on|use|block|blocking)$/;

/** `moderation: { enabled: false }`, `contentSafetyEnabled: false`, `DISABLE_GUARDRAILS=1`, `guardrails: off`. */
function switchRules(s: Settings, entry: ConfigEntry, above: readonly string[]): void {
  if (entry.value.kind !== 'scalar') return;
  const words = keyWords(entry.key);
  const own = words.join(' ');
  const flag = flagOf(entry.value);
  const off = flag === false || (typeof scalarOf(entry.value) === 'string' && /^(none|disabled?)$/i.test(String(scalarOf(entry.value))));
  const protectsItself = PROTECTION.test(own.replace(/(^| )(enabled?|disabled?|is|use|skip|mode|bypass)(?= |$)/g, ' ').trim());
  const negative = words.some((word) => /^(disabled?|skip|bypass|no|without|ignore)$/.test(word));
  if (protectsItself && (negative ? flag === true : off)) return s.report(OFF, entry, `${entry.key} switches a protection of the model off.`, turned(s, entry));
  const parent = keyWords(above.at(-1) ?? '').join(' ');
  if (!PROTECTION.test(parent)) return;
  if ((words.every((word) => SWITCHED.test(word)) && flag === false) || (own === 'mode' && off) || (/^(disabled?)$/.test(own) && flag === true)) s.report(OFF, entry, `${above.at(-1) ?? ''} is switched off.`, turned(s, entry));
}

