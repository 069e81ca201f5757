import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The languages of the suite, in the order in which a feature lists them. */
export const LANGUAGES = ['python', 'typescript', 'java', 'csharp'] as const;
export type FeatureLanguage = (typeof LANGUAGES)[number];

/** A place of a case: `file:line`, 1-based. */
export interface Expectation {
  readonly place: string;
  /** Whether a text from the study is in what the model is asked there. */
  readonly reaches: boolean;
  /** Today's answer is the other one: the comment on the line, which says why. */
  readonly gap: string | undefined;
}

/** One feature in one language: a small program, with every line that asks the model. */
export interface Case {
  readonly group: string;
  readonly feature: string;
  /** The feature in a sentence. */
  readonly about: string;
  readonly language: FeatureLanguage;
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly expectations: readonly Expectation[];
}

/**
 * What stands around a case. `TEXT` reads a text out of a study, `FOUND(x)` and `CLEAN(x)` ask a model: `x` holds such text, or none.
 * `MISSED(x)` and `NOISY(x)` say that the engine's answer on a line that should be `FOUND` or `CLEAN` is wrong today. All are written
 * so that they can stand in any scope of the file.
 */
interface Frame { readonly file: string; readonly text: string; readonly ask: string; before(members: string): string; readonly after: string; readonly other: string }

const FRAMES: Readonly<Record<FeatureLanguage, Frame>> = {
  python: {
    file: 'main.py',
    text: 'pydicom.dcmread("study.dcm").ImageComments',
    ask: 'ChatOpenAI().invoke(',
    before: () => 'import pydicom\nfrom langchain_openai import ChatOpenAI\n',
    after: '',
    other: 'import pydicom\nfrom langchain_openai import ChatOpenAI\n',
  },
  typescript: {
    file: 'main.ts',
    text: "dicomParser.parseDicom(readFileSync('study.dcm')).string('x00204000')!",
    ask: 'new ChatOpenAI().invoke(',
    before: () => "import { readFileSync } from 'node:fs';\nimport dicomParser from 'dicom-parser';\nimport { ChatOpenAI } from '@langchain/openai';\n",
    after: '',
    other: "import { readFileSync } from 'node:fs';\nimport dicomParser from 'dicom-parser';\nimport { ChatOpenAI } from '@langchain/openai';\n",
  },
  java: {
    file: 'Main.java',
    text: 'Main.study().getString(Tag.ImageComments)',
    ask: 'Main.CHAT.chat(',
    before: (members) => [
      'import dev.langchain4j.model.chat.ChatModel;', 'import dev.langchain4j.model.ollama.OllamaChatModel;', 'import java.io.*;', 'import java.util.*;',
      'import java.util.concurrent.*;', 'import java.util.function.*;', 'import java.util.stream.*;',
      'import org.dcm4che3.data.*;', 'import org.dcm4che3.io.DicomInputStream;', 'public class Main {',
      '  static final ChatModel CHAT = OllamaChatModel.builder().baseUrl("http://localhost:11434").modelName("m").build();',
      '  static Attributes study() {',
      '    try (DicomInputStream in = new DicomInputStream(new File("study.dcm"))) { return in.readDataset(); }',
      '    catch (IOException e) { throw new UncheckedIOException(e); }', '  }', `${members}  public static void main(String[] args) throws Exception {`, '',
    ].join('\n'),
    after: '  }\n}\n',
    other: 'import java.util.*;\nimport org.dcm4che3.data.*;\n',
  },
  csharp: {
    file: 'Program.cs',
    text: 'DicomFile.Open("study.dcm").Dataset.GetString(DicomTag.ImageComments)',
    ask: 'new ChatClient("m", "key").CompleteChat(',
    before: () => [
      'using System;', 'using System.Collections.Generic;', 'using System.IO;', 'using System.Linq;', 'using System.Text;', 'using System.Text.RegularExpressions;',
      'using System.Threading.Tasks;', 'using FellowOakDicom;', 'using OpenAI.Chat;', '',
    ].join('\n'),
    after: '',
    other: 'using System;\nusing System.Collections.Generic;\nusing FellowOakDicom;\nusing OpenAI.Chat;\n',
  },
};

const ASKS = /\b(FOUND|CLEAN|MISSED|NOISY)\(/;

/** Reads `cases/*.md`: a file a group; `## feature`, a sentence, and a fenced program a language. `members` in the fence's line puts a
 * program's part beside `main` of Java; a file name makes it a file of its own. */
export function readCases(): Case[] {
  const folder = join(import.meta.dirname, 'cases');
  return readdirSync(folder).sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/^## /m).slice(1).flatMap((section) => {
    const feature = section.slice(0, section.indexOf('\n')).trim();
    const about = /\n+([^\n`]+)\n/.exec(section)?.[1] ?? '';
    const fences = [...section.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)].map(([, language = '', info, code = '']) => ({ language, info, code }));
    const known = new Set<string>(LANGUAGES);
    for (const { language } of fences) if (!known.has(language)) throw new Error(`${name}, ${feature}: no frame for ${language}`);
    return LANGUAGES.filter((language) => fences.some((fence) => fence.language === language)).map((language) =>
      build({ group: name.replace(/\.md$/, ''), feature, about, language }, fences.filter((fence) => fence.language === language)));
  }));
}

/** Puts imports before a file's text, behind its package. */
function withHead(head: string, code: string): string {
  const declared = /^package .*;\n/.exec(code)?.[0] ?? '';
  return declared + head + code.slice(declared.length);
}

function build(what: Pick<Case, 'group' | 'feature' | 'about' | 'language'>, fences: readonly { readonly info: string | undefined; readonly code: string }[]): Case {
  const { language } = what;
  const frame = FRAMES[language];
  const fail = (why: string): never => { throw new Error(`${what.group}, ${what.feature} in ${language}: ${why}`); };
  const part = (info: string | undefined): string => fences.filter((fence) => fence.info === info).map(({ code }) => code).join('');
  // Imports of a Java program come first, wherever it is that they are written down.
  const imports = language === 'java' ? (part(undefined).match(/^import .*;\n/gm) ?? []).join('') : '';
  const main = imports === '' ? part(undefined) : part(undefined).replace(/^import .*;\n/gm, '');
  const files = [
    { file: frame.file, text: imports + frame.before(part('members')) + main + frame.after },
    ...fences.filter(({ info }) => info !== undefined && info !== 'members').map(({ info = '', code }) => ({ file: info, text: withHead(frame.other, code) })),
  ];
  const expectations = files.flatMap(({ file, text }) => text.split('\n').flatMap((line, i): Expectation[] => {
    const word = ASKS.exec(line)?.[1];
    if (word === undefined) return [];
    const isGap = word === 'MISSED' || word === 'NOISY';
    const gap = isGap ? /(?:#|\/\/) (.+)$/.exec(line)?.[1] ?? fail(`no reason for ${word}`) : undefined;
    return [{ place: `${file}:${i + 1}`, reaches: word === 'FOUND' || word === 'MISSED', gap }];
  }));
  if (expectations.length === 0) fail('asks no model');
  const plain = (text: string): string => text.split('\n').map((line) => {
    if (line.split(new RegExp(ASKS, 'g')).length > 3) fail(`two questions on one line: ${line}`);
    return line.replace(ASKS, frame.ask).replace(/\bTEXT\b/g, frame.text);
  }).join('\n');
  return { ...what, files: files.map(({ file, text }) => ({ file, text: plain(text) })), expectations };
}
