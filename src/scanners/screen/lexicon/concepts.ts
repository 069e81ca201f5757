/**
 * What a word or phrase can mean to the screen. A lexicon lists, for one language, the words for each concept; the scoring knows
 * concepts only, so that a language is added by writing its lexicon.
 *
 * Notation in a lexicon: entries are separated by white space, `_` joins the words of a phrase, a trailing `*` on a word matches
 * every ending. Scripts without word spaces (and Korean) are matched by character sequence and need no `*`.
 */
export const CONCEPTS = [
  'agent',       // can only mean a language model: chatbot, LLM, AI assistant
  'machine',     // may mean one: AI, assistant, model, algorithm, automated reader
  'human',       // a person: patient, radiologist, nurse
  'override',    // ignore, disregard, forget, bypass
  'instruction', // instructions, prompt, rules, guidelines
  'prior',       // previous, above, all, your, original
  'sysprompt',   // system prompt, hidden instructions
  'when',        // when, while, if, before: opens the condition of a command
  'task',        // summarising, drafting, triaging, answering: what a model does with the file
  'output',      // say, state, write, classify: weak verbs, need the mood of a command
  'product',     // summary, answer, impression: what a model makes
  'claim',       // normal, no nodule, benign, no follow-up: a verdict worth forging
  'suppress',    // omit, leave out, do not mention
  'finding',     // finding, nodule, fracture, allergy
  'secrecy',     // do not tell, without mentioning, secretly
  'self',        // this instruction, this message
  'send',        // send, upload, forward, export
  'secret',      // password, patient records, conversation history
  'execute',     // run, call, delete, open
  'tool',        // tool, function, shell, database, link
  'role',        // you are now, act as, developer mode
  'authority',   // new instructions, system override
  'modal',       // must, should, please, never: the mood of a command
  'second',      // you, your
  'reveal',      // reveal, repeat, show
  'regardless',  // regardless of, no matter what, instead
  'address',     // note to, attention, dear, if you are: opens an address
  'reply',       // answer, respond, return, print: what a program or chat partner is told to do
  'trust',       // believe, rely on, obey, follow only
  'tamper',      // replace, swap, double, downgrade: change what is reported
  'wording',     // the word, the phrase: what must or must not be used
  'question',    // any question, every request
  'user',        // the user of a program, as opposed to a patient
  'yours',       // your answer, your response, your summary
  'chat',        // poem, essay, Python function, recipe: what a chat model is asked for and a clinic is not
  'link',        // an address, endpoint or other outside place; URLs and e-mail addresses are added by the matcher
  'identifier',  // the name of a function or tool; names with underscores are added by the matcher
  'software',    // software, program, machine: what runs, and may or may not read
  'know',        // learn, notice, be aware of
  'mention',     // mention, name, list, describe: with a negation, an order to leave out
  'digest',      // summary, abstract, generated text: what a machine makes of a file
  'forbid',      // forbidden, not allowed
  'henceforth',  // from now on
  'not',         // not, nobody, nothing
  'care',        // preparation, fasting, medication: what a person is told to do or stop
] as const;
export type Concept = (typeof CONCEPTS)[number];

/** Words of one language by concept, in the notation above. */
export type Lexicon = Readonly<Partial<Record<Concept, string>>>;
