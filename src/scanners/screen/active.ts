/** Text that does something in the program that reads it: markup, scripts, queries, look-ups, formulas, links that carry data away, role markers. */

export type ActiveKind = 'role-marker' | 'script' | 'markup' | 'sql' | 'lookup' | 'template' | 'formula' | 'shell' | 'exfiltration-link';

export interface Active {
  readonly kind: ActiveKind;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

interface Pattern { readonly kind: ActiveKind; readonly pattern: RegExp; readonly message: string }

/** Cheap test: a text without any of these holds no active content. */
const TRIGGER = /[<{$=+@|;`#[\]()]|--|\.\.[/\\]|\/etc\/|\brm -|powershell|union|https?:|javascript|system:|assistant:|human:/i;

const PATTERNS: readonly Pattern[] = [
  {
    kind: 'role-marker',
    pattern: /<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end_of_text|start_header_id|end_header_id|eot_id|begin_of_text|end|channel|message|start|return|python_tag|fim_prefix|tool_call|endofprompt)\|?>?|<\/?s>\s*\[INST\]|\[\/?INST\]|<<\/?SYS>>|<\/?(?:start|end)_of_turn>|<｜(?:User|Assistant|begin▁of▁sentence|end▁of▁sentence)｜>|\[\/?(?:SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<\/?(?:system|assistant|tool_call|tool_response|function_calls?|antml:[a-z_]+|invoke|system[-_](?:reminder|prompt|message))\b[^<>]{0,80}>|<think(?:ing)?>/i,
    message: 'a role or turn marker of a chat format',
  },
  {
    kind: 'role-marker',
    pattern: /(?:^|[\n\r])\s*#{2,4}\s*(?:system|instructions?|assistant|user|human|response|new instructions?|system prompt|developer)(?:\s*(?:prompt|message|note|override))?\s*:|(?:\n|\r|^)\s*\n\s*(?:Human|Assistant):\s|"role"\s*:\s*"(?:system|assistant|user|developer|tool)"/i,
    message: 'a role header of a chat format',
  },
  { kind: 'script', pattern: /<\s*\/?\s*script\b|\bjavascript\s*:(?!\/\/)\s*[\w(]|\bvbscript\s*:|\bon(?:error|load|click|mouseover|focus|toggle|animationstart|pointerover)\s*=\s*["'a-z(]|data:text\/html/i, message: 'script for a browser' },
  {
    kind: 'markup',
    pattern: /<\s*(?:img|iframe|svg|object|embed|video|audio|math|input|button|details|body)\b[^<>]{0,300}\b(?:src|srcset|srcdoc|href|data|poster|on[a-z]{3,20})\s*=|<\s*(?:link|a|base|form|area)\b[^<>]{0,200}\b(?:href|action)\s*=\s*["']?\s*(?:https?:|javascript:|data:|\/\/|file:|ftp:|\\\\)|<\s*meta\s+http-equiv|<\s*(?:html|iframe|marquee)\b[^<>]{0,100}>|<!ENTITY\s|<!DOCTYPE\b[^>]{0,200}\[|<\?(?:php|xml-stylesheet)|\[[^\]\n]{0,120}\]\(\s*(?:javascript|data:text)/i,
    message: 'markup that a viewer or converter would act on',
  },
  {
    kind: 'sql',
    pattern: /['"]\s*(?:;|\))?\s*(?:or|and)\s+['"]?\w{1,20}['"]?\s*=\s*['"]?\w{0,20}|;\s*(?:drop|truncate|alter)\s+(?:table|database|schema)\b|\bunion\s+(?:all\s+)?select\b[\s\S]{1,120}|;\s*(?:delete\s+from|insert\s+into|update\s+\w+\s+set|exec(?:ute)?\s+(?:xp_|sp_|\())|\b(?:xp_cmdshell|waitfor\s+delay|pg_sleep|load_file\s*\(|into\s+outfile)\b|'\s*;?\s*--(?:\s|$)/i,
    message: 'an SQL fragment that breaks out of a string',
  },
  { kind: 'lookup', pattern: /\$\{\s*(?:jndi|\$\{|env|sys|lower|upper|java|ctx|script|url|dns)\s*:?|\$\{\s*:\s*-?j/i, message: 'a look-up expression (JNDI and the like)' },
  {
    kind: 'template',
    pattern: /\{\{[^{}]{0,100}(?:\.|\[|__|\*|config|self|request|lipsum|cycler)[^{}]{0,100}\}\}|\{\{\s*\d+\s*\*\s*\d+\s*\}\}|\{%[-+]?\s*(?:if|for|set|import|include|extends|block|macro|from|raw)\b[\s\S]{0,200}?%\}|#\{\s*[\w.]+[^}]{0,100}[(*.][^}]{0,100}\}|<%[=-]?[\s\S]{1,200}?%>|\$\{\s*(?:T\(|[\w.]+\s*\(|\d+\s*\*\s*\d+)|__(?:class|globals|import|builtins|subclasses|mro)__/,
    message: 'a template expression',
  },
  {
    kind: 'shell',
    pattern: /\$\(\s*(?:curl|wget|cat|id|whoami|rm|nc|bash|sh|python\d?|perl|ls|env|ping|nslookup)\b|`\s*(?:curl|wget|cat|whoami|rm|nc|bash|sh|python\d?|ping|nslookup)\s[^`]{1,200}`|(?:[;&|]\s*|\|\|\s*|&&\s*)(?:curl|wget|rm\s+-[rf]+|nc\s+-|bash\s+-|sh\s+-c|powershell|chmod\s+[+0-7]|mkfifo|base64\s+-d)\b|\brm\s+-rf\s+[/~*.]|\bpowershell(?:\.exe)?\s+-(?:enc|e|nop|w|c)\b|\bcurl\s+[^\n]{0,120}\|\s*(?:ba)?sh\b|\/etc\/(?:passwd|shadow)\b|(?:\.\.[/\\]){3,}(?:etc|windows|winnt|boot|proc|var|usr|home|root|system32)\b|\brequests\.(?:get|post|put)\s*\(|\bimport\s+(?:os|subprocess|socket|requests|shutil|pickle|ctypes)\b[\s\S]{0,40}[\n;,]|\bos\.system\s*\(|\bsubprocess\.(?:run|Popen|call|check_output)\s*\(|\b(?:eval|exec)\s*\(\s*(?:["'`(]|compile|open|base64|atob|requests?)/i,
    message: 'a command or a path that breaks out',
  },
  {
    kind: 'exfiltration-link',
    pattern: /!\[[^\]\n]{0,200}\]\(\s*(?:https?:)?\/\/[^)\s]{1,500}\)|https?:\/\/[^\s"'<>]{0,300}(?:\{\{?|%7B|\$\{|\$\(|<|\[)\s*(?:[\w .-]{0,40}(?:data|summary|name|mrn|id|prompt|context|history|phi|content|report|secret|token|patient|text|answer|output)[\w .-]{0,40})\s*(?:\}\}?|%7D|\)|>|\])|https?:\/\/[^\s"'<>]{0,120}(?:webhook\.site|requestbin|burpcollaborator|oastify\.com|interact\.sh|ngrok(?:-free)?\.(?:io|app|dev)|pipedream\.net|beeceptor\.com|dnslog\.cn)\b/i,
    message: 'a link that carries data away when it is shown or followed',
  },
];

/** A CSV formula: acts when the value becomes a spreadsheet cell. */
const FORMULA = /^["']?(?:=[-+@]?[A-Z][A-Z.]{1,20}\(|[+@-][A-Z][A-Z.]{2,20}\((?!\w+ )|[=+@-][^|\n]{0,20}\bcmd\s*\||[=+@-][A-Z]{2,12}\|')|^[\s"']*=\s*[\w'"!$]+\s*[|!]\s*['"A-Z]|\b(?:HYPERLINK|WEBSERVICE|IMPORTXML|IMPORTDATA|DDE(?:AUTO)?)\s*\(\s*["']/;

/** Thumbnails and logos in data URIs, and vendor blocks, are not active. */
const HONEST = /^data:image\/(?:png|jpe?g|gif|bmp|webp);base64,/i;

/** Characters of a text that are looked at; active content needs no more. */
const REACH = 65_536;

/** The active content of a text; at most one of a kind. */
export function findActive(text: string): readonly Active[] {
  if (!TRIGGER.test(text) || HONEST.test(text)) return [];
  const head = text.length > REACH ? text.slice(0, REACH) : text;
  const found: Active[] = [];
  for (const { kind, pattern, message } of PATTERNS) {
    const match = pattern.exec(head);
    if (match && !found.some((f) => f.kind === kind)) found.push({ kind, start: match.index, end: match.index + match[0].length, message });
  }
  const formula = FORMULA.exec(head);
  if (formula) found.push({ kind: 'formula', start: formula.index, end: formula.index + formula[0].length, message: 'a spreadsheet formula' });
  return found;
}
