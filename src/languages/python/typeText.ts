import { MAX_TYPE_DEPTH } from '../../base/limits.ts';
import type { TypeRef } from '../../ir/ir.ts';

/** A union with nested unions flattened; a single member stays itself. */
export function unionOf(members: readonly TypeRef[]): TypeRef {
  const flat = members.flatMap((m) => (m.name === '|' && !m.constraints ? m.args ?? [] : [m]));
  const [only] = flat;
  return flat.length === 1 && only && only.name !== 'literal' ? only : { name: '|', args: flat };
}

/** `name[args]` with the spellings that mean something else written out: Optional, Union, and wrappers that add nothing. */
export function applyTypeArguments(name: string, args: readonly TypeRef[]): TypeRef {
  const [first] = args;
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'Optional': return unionOf([...args, { name: 'None' }]);
    case 'Union': return unionOf(args);
    case 'Final': case 'ClassVar': case 'Required': case 'NotRequired': case 'ReadOnly': case 'InitVar': case 'Unpack': return first ?? { name };
    default: return args.length === 0 ? { name } : { name, args };
  }
}

/** A type written in a string annotation. Text that is not a type gives the type `unknown`. */
export function parseTypeText(text: string): TypeRef {
  const parser = new TypeTextParser(text);
  const type = parser.union(0);
  return parser.atEnd ? type : { name: 'unknown' };
}

const TOKEN = /\s*(?:([A-Za-z_][\w]*(?:\s*\.\s*[A-Za-z_]\w*)*)|("[^"]*"|'[^']*')|(-?\d[\w.]*)|(\.\.\.)|([[\](),|=]))/y;

/** Recursive descent over the few forms that types take. */
class TypeTextParser {
  private readonly text: string;
  private position = 0;
  private token = '';

  constructor(text: string) { this.text = text; this.advance(); }

  get atEnd(): boolean { return this.token === '' && this.text.slice(this.position).trim() === ''; }

  union(depth: number): TypeRef {
    const members = [this.member(depth)];
    while (this.token === '|') { this.advance(); members.push(this.member(depth)); }
    return unionOf(members);
  }

  private member(depth: number): TypeRef {
    const token = this.token;
    if (depth > MAX_TYPE_DEPTH || token === '' || /^[\](),|=]$/.test(token)) return { name: 'unknown' };
    if (token === '[') return { name: '[]', args: this.list(depth) };
    this.advance();
    if (token.startsWith('"') || token.startsWith("'")) return parseTypeText(token.slice(1, -1));
    if (/^-?\d/.test(token)) return { name: 'literal', value: Number(token) || 0 };
    const name = token.replace(/\s+/g, '');
    if (this.is('(')) { this.skipCall(); return { name }; }
    if (!this.is('[')) return { name };
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (last === 'Literal') return this.literals();
    const args = this.list(depth);
    return last === 'Annotated' ? args[0] ?? { name: 'unknown' } : applyTypeArguments(name, args);
  }

  /** A method, so that the compiler does not take the token for unchanged after `advance`. */
  private is(token: string): boolean { return this.token === token; }

  private list(depth: number): TypeRef[] {
    this.advance();
    const args: TypeRef[] = [];
    while (this.token !== '' && !this.is(']')) {
      const before = this.position;
      args.push(this.union(depth + 1));
      if (this.is(',')) this.advance();
      else if (!this.is(']') && this.position === before) break;
    }
    this.advance();
    return args;
  }

  private literals(): TypeRef {
    this.advance();
    const values: TypeRef[] = [];
    for (; this.token !== '' && !this.is(']'); this.advance()) {
      if (this.is(',')) continue;
      const quoted = /^(["'])(.*)\1$/s.exec(this.token);
      values.push(quoted ? { name: 'literal', value: quoted[2] ?? '' }
        : /^-?\d/.test(this.token) ? { name: 'literal', value: Number(this.token) || 0 } : { name: this.token });
    }
    this.advance();
    return unionOf(values);
  }

  private skipCall(): void {
    let open = 0;
    do {
      if (this.is('(')) open++;
      else if (this.is(')')) open--;
      this.advance();
    } while (open > 0 && this.token !== '');
  }

  private advance(): void {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (!match) { this.token = ''; return; }
    this.position = TOKEN.lastIndex;
    this.token = match[0].trim();
  }
}
