import type { Capability, Severity, SinkKind, SourceKind } from '../base/words.ts';

/**
 * Model rows are data: one YAML file per library in /models/<language>/. This file is their schema.
 *
 * API path (`at`): where in a library's surface a row applies.
 *   `pydicom.dcmread`                    member `dcmread` of package `pydicom`: the callable itself
 *   `pydicom.dcmread()`                  what calling (or constructing) it gives: an instance, a return value
 *   `fitz.open()[]`                      an element: iteration or subscript with any key
 *   `<openai.Client>.chat.completions.create`   starts at a named type of the `types` section (of any file of the language)
 *   `@google/genai.GoogleGenAI().models` npm scope and name are one root; a subpath import (`pdfjs-dist/legacy/build/pdf.mjs`)
 *                                        falls back to its package root; the default export of an npm package is the root itself
 *   `builtins.int`, `globalThis.fetch`   names that no import brings; Java: fully qualified class (`org.dcm4che3.data.Attributes().getString`);
 *                                        C#: namespace-qualified (`FellowOakDicom.DicomFile.Open()`)
 * `await`, `with … as`, optional chaining and casts are transparent. A parameter, variable or field annotated with class `X`
 * holds `X()`. A class of the project that extends library class `X` falls back to `X()` for members it does not define.
 *
 * Argument path (in `args`, `messages`, `from`, `to`, …): which part of a call.
 *   `0`, `1` positional index (without receiver) · `name` keyword (Python) · `self` receiver · `*` any argument
 *   `<type>` the object of a named type that all handlers of a framework are given (what one leaves there another may read)
 *   `return` the result · `0.messages` property of an argument (JS options object) · `0[]` its elements · `0.a.b` nested
 *   An argument that a language allows both by position and by keyword is listed both ways: `[messages, 0]`.
 *   `return.text` property of the result. In a field that takes one path, `0|url` is the same argument by position or by keyword.
 */
export interface ModelFile {
  readonly library: string;
  /** `python`, `typescript` (JavaScript too), `java`, `csharp`. */
  readonly language: string;
  /** Import roots that make a file interesting, for example `pydicom`, `@anthropic-ai/sdk`, `org.dcm4che3`. */
  readonly packages: readonly string[];
  /** Documentation that proves the rows where a row has no `doc` of its own. */
  readonly doc: string;
  /** Type name → API paths that yield an instance of it. Names are unique in a language: `openai.Client`. */
  readonly types?: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly Row[];
}

/** Condition on constant arguments. All given parts must hold. An argument that is not known never satisfies `is`/`matches`, always satisfies `not`. */
export interface When {
  readonly arg: string;
  /** One of these constants. */
  readonly is?: readonly (string | number | boolean | null)[];
  /** None of these constants (holds when absent or unknown too). */
  readonly not?: readonly (string | number | boolean | null)[];
  /** String constant matches this regular expression. */
  readonly matches?: string;
  readonly notMatches?: string;
  /** `true`: was given; `false`: was not given. */
  readonly given?: boolean;
  /** `true`: is a known constant. */
  readonly constant?: boolean;
  /** `true`: comes from outside the program: a model, a document, a user chose it. */
  readonly chosen?: boolean;
  /** A function of the program. */
  readonly function?: boolean;
  /** An object that the program makes, not a text or what another call gave. */
  readonly object?: boolean;
  /** A function that always gives one of these constants. */
  readonly gives?: readonly (string | number | boolean | null)[];
  /** An object of the program whose method of this name does nothing. */
  readonly idle?: string;
  /** The argument is no object of the program whose class has a method of this name of its own. */
  readonly lacks?: string;
}

interface RowBase {
  /** API path(s). */
  readonly at: string | readonly string[];
  readonly when?: readonly When[];
  readonly doc?: string;
  readonly since?: string;
}

/** How the fields of an untrusted object are judged when they are read. */
export type Shape =
  | 'dicom'      // attribute or key = DICOM keyword (`StudyDescription`) or tag (`00081030`, `x00081030`, 0x0008,0x1030)
  | 'fhir'       // FHIR resource JSON or object
  | 'hl7'        // HL7 v2 message: segments and fields
  | 'text';      // plain text or an object holding it (default)

/** The value at `at` (or what `output` names) is untrusted. */
export interface SourceRow extends RowBase {
  readonly source: SourceKind;
  readonly shape?: Shape;
  /** Default: the value of the API path itself (`x.y()` = the return value, `x.y` = the attribute). `0` = the argument that the call fills. */
  readonly output?: string;
  /** The element that a call reads, for accessor calls such as `dataSet.string('x00081030')`: argument path of the tag/keyword. */
  readonly element?: string;
  readonly capacity?: 'none' | 'low' | 'medium' | 'high';
  /** Whether the value identifies a person (default: by source kind and element). */
  readonly phi?: boolean;
  /** Only parameters annotated with the type, not what its constructor gives (a Dataset that is handed in came from outside). */
  readonly parameter?: boolean;
}

/** Taint or value moves from one part of a call to others. Calls without a row: all arguments and the receiver taint the result. */
export interface FlowRow extends RowBase {
  /** `none`: the result holds nothing of the arguments (`neutral`). */
  readonly flow: 'none' | 'taint' | 'value';
  /** Argument paths; default `['*', 'self']`. */
  readonly from?: readonly string[];
  /** Argument paths; default `['return']`. `self.messages[]` appends to a list that the receiver keeps. */
  readonly to?: readonly string[];
  /** Argument path of the element that is written: `ds.setString(tag, vr, value)`. With `flow: none` the element is removed. */
  readonly key?: string;
  /** Argument path of the elements that alone move, each under its own key: `few.addSelected(ds, tag, other)`. */
  readonly elements?: string;
  /** What is stored is text of a message with this role: builders of requests. */
  readonly role?: 'system' | 'user' | 'assistant' | 'tool';
}

/** Reads an element by key, like a subscript: `ds.get(key, default)`. */
export interface ReadRow extends RowBase { readonly read: string; readonly key: string; readonly default?: string }

/** Calls a function argument: `map(f, xs)`, `xs.forEach(f)`, `executor.submit(f, x)`. */
export interface CallsRow extends RowBase {
  readonly calls: string;
  /** Argument paths passed as the callee's parameters in order; `[]` unknown. `rest:N` passes all positional arguments from N on. */
  readonly with: readonly string[];
  /** Where its result goes: `return`, `return[]`, or absent. */
  readonly to?: string;
  /** What the framework fills its parameters with, as far as their types admit it, where nothing else is handed over for them. */
  readonly fills?: SourceKind;
}

/** An argument reaches a danger of its own. */
export interface SinkRow extends RowBase {
  readonly sink: SinkKind;
  readonly args: readonly string[];
  /** Words for the message, for example `subprocess.run with a shell`. */
  readonly label?: string;
  /** A note on where the data goes, used for endpoints: argument path of a URL or host. */
  readonly url?: string;
  /** Argument path of the client or model whose endpoint counts. */
  readonly client?: string;
  /** Clinical writes: words for the destination. */
  readonly destination?: string;
  /** Argument paths of the paths of fields that are left out of what is handed over: `patient.name`, `*.name`. */
  readonly omits?: readonly string[];
}

/** A call of a model: sinks for its inputs, source for its output, grants for its tools. */
export interface ModelCallRow extends RowBase {
  /** Where the model runs unless the client's endpoint says otherwise. `inherit`: from the client object. */
  readonly model: 'hosted' | 'local' | 'inherit';
  /** Message lists: roles are read from the objects (role/content, parts, tuples, message classes). */
  readonly messages?: readonly string[];
  /** Plain user-role text. Strings, lists of strings, content blocks. */
  readonly prompt?: readonly string[];
  readonly system?: readonly string[];
  readonly images?: readonly string[];
  readonly tools?: readonly string[];
  /** Which of `tools` are lists of names of tools that run without a question: the tools of the other lists are asked for unless one of these names them. */
  readonly preapproved?: readonly string[];
  /** The library runs none of the tools, unless it is told to: the function that calls the model may run them after a person was asked. */
  readonly byHand?: boolean;
  /** Lists of names to which this call narrows its tools. */
  readonly active?: readonly string[];
  /** Paths of model output; default `['return']`, empty for a call that only adds to what is sent. */
  readonly output?: readonly string[];
  /** URL argument for raw HTTP: the call is a model call only if the URL or the body's shape says so. */
  readonly url?: string;
  /** Argument path of the base that the client was made with: a URL that is only a path stands below it. */
  readonly base?: string;
  /** What is sent waits in a conversation of which the service knows who answers: an agent that was made with this library. */
  readonly thread?: boolean;
  /** Argument path of the client, model or agent object that says where the model runs (default: the receiver). */
  readonly client?: string;
  /** Class or schema object that the library parses the answer into. */
  readonly schema?: readonly string[];
  /** Where the result holds the parsed answer (`output`, `choices[].message.parsed`); default: the result is the parsed answer. */
  readonly parsed?: readonly string[];
  readonly label?: string;
}

/** Objects whose construction decides where a model runs. `at` ends in `()`. */
export interface EndpointRow extends RowBase {
  readonly endpoint: 'hosted' | 'local';
  /** Argument paths of a base URL that overrides it (loopback or private policy entry = local). */
  readonly url?: readonly string[];
  /** Environment variables that give the URL when the argument is absent. */
  readonly env?: readonly string[];
}

/** Constructing a message object with a role: `SystemMessage(content=…)`. */
export interface MessageRow extends RowBase {
  readonly message: 'system' | 'user' | 'assistant' | 'tool' | 'by-argument';
  readonly content: readonly string[];
  readonly role?: string;
}

/**
 * Gives an object of an interface of the program, behind which a library puts a model: calls of its methods are model calls.
 * Which parameters are instructions, the annotations of the methods say.
 */
export interface ProxyRow extends RowBase {
  /** Argument path of the interface; `decorated` when `at` is an annotation on it. */
  readonly proxy: string;
  /** Argument path of the model that answers. */
  readonly client?: string;
  /** Argument path of what looks into a store for each question. */
  readonly retrieves?: string;
  readonly tools?: readonly string[];
  /** Names, without their package, of the annotations whose text is an instruction, and of those that name a template variable. */
  readonly system: readonly string[];
  readonly variable: readonly string[];
  readonly label?: string;
}

/**
 * A prompt template. `text`/`messages` hold `{variables}`; formatting or invoking it with values is building the string.
 * `variables`: argument path(s) with the values when this call itself formats (`.format(**kw)`, `.format_messages`).
 */
export interface TemplateRow extends RowBase {
  readonly template: 'text' | 'messages';
  readonly content: readonly string[];
  readonly syntax?: 'braces' | 'double-braces' | 'dollar';
}

/** Registers a function as a tool that a model can call. Its parameters are model-chosen, its return goes to the model. */
export interface ToolRow extends RowBase {
  /** `mcp`: offered to clients outside this code. `agent`: used by an agent in this code. */
  readonly tool: 'mcp' | 'agent';
  /** Argument path of the function; `decorated` when `at` is a decorator (with or without call), `class` for methods of a subclass named in `methods`. */
  readonly fn: string;
  /** Methods of a class or object; without names, those of an object that are decorated as tools. */
  readonly methods?: readonly string[];
  /** Argument path of the name of the method that is the tool, where `fn` gives a class or an object. */
  readonly named?: string;
  /** `class`: a static field that lists the names of further methods. */
  readonly listed?: string;
  readonly description?: readonly string[];
  /** The function's result goes to the model through these paths only (default: the return value). */
  readonly result?: readonly string[];
  /** Constant conditions under which an approval step stands before the call. */
  readonly gate?: readonly When[];
  /** The agent only runs the function for another, which is given it elsewhere. */
  readonly executor?: boolean;
  /** `mcp`: offered to clients outside only where no agent of this code is given the function. */
  readonly unlessGranted?: boolean;
  /** Parameters by index that the framework fills and no model chooses, with the type that they have (`<genkit.ToolContext>`); `?` where none is known. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The framework calls this function with values from outside: routes, event handlers, callbacks. */
export interface EntryRow extends RowBase {
  readonly entry: 'http' | 'dicom' | 'chat' | 'queue' | 'other';
  readonly fn: string;
  readonly methods?: readonly string[];
  /** What each parameter (by index or name; `*` the rest; `this` what it is called on) holds: a type (`<pynetdicom.Event>`) or a source kind. */
  readonly params?: Readonly<Record<string, { readonly type?: string; readonly source?: SourceKind; readonly shape?: Shape }>>;
  /** The first parameter is what the functions gave that the decorator is given, itself or as names of methods of the same class. */
  readonly after?: boolean;
  /** Where markup goes that the function returns: text with tags in it. Text without and objects are no pages. */
  readonly returns?: SinkKind;
  /** Each name with the annotation of a parameter is of a class whose method of this name makes the parameter of what came in. */
  readonly pipes?: string;
  /** Name, without its package, of the annotation of a method or a class that names such classes for all parameters. */
  readonly pipedBy?: string;
  /** Argument path of the schemas by which the framework checks the parts of a request. */
  readonly schema?: string;
  /** Name, without its package, of the annotation that sets a header of the answer: a type other than HTML is none that a browser shows. */
  readonly typedBy?: string;
  /** Whatever the function returns is sent as markup: text without tags too. */
  readonly bare?: boolean;
}

/** An agent or a client with a standing set of tools and instructions. */
export interface AgentRow extends RowBase {
  /** `receiver`: the tools go to the object that the call is made on. */
  readonly agent: 'agent' | 'receiver';
  readonly system?: readonly string[];
  readonly tools?: readonly string[];
  /** As of a call of a model. */
  readonly preapproved?: readonly string[];
  readonly handoffs?: readonly string[];
  /** Constant conditions under which an approval step stands before every tool call. */
  readonly gate?: readonly When[];
  /** Conditions under which nobody is asked; a finding, at the first condition's argument, when the agent has a tool that does something. */
  readonly unattended?: readonly When[];
  /** A function that chooses among the tools of the receiver: those that it lets pass are the tools. */
  readonly chosenBy?: string;
  /** It runs tools for a model that is given them elsewhere: an approval step before it stands before those tools. */
  readonly executor?: boolean;
  /** The library runs none of the tools: the program does, and a person that it asks before is asked before the tool. */
  readonly byHand?: boolean;
}

/** The result (or `output`) of this call can't reach these sink kinds any more. `text`: every kind that needs free text. `any`: nothing is left. */
export interface BarrierRow extends RowBase {
  readonly barrier: readonly (SinkKind | 'text' | 'any' | 'phi')[];
  readonly output?: readonly string[];
  /** What was done with the same data before counts as done behind the barrier: a mechanism that is put around a training loader. */
  readonly earlier?: boolean;
}

/** `arg` is clean where the call's result has the accepting value; `throws`: clean after it returns. */
export interface GuardRow extends RowBase {
  readonly guard: readonly (SinkKind | 'text' | 'any' | 'phi')[];
  readonly arg: string;
  readonly accepts: true | false | 'throws';
  /** The part of the result that holds the verdict, `return.1` for the second of a tuple; default the whole result. */
  readonly verdict?: string;
  /** The verdict is a word or a member of an enumeration: these accept, every other one refuses. */
  readonly words?: readonly string[];
  /** A part of the result that is the checked text handed back, clean where the verdict was acted on. */
  readonly passes?: string;
  /** Only where nothing is made of the result: the call stands there for the exception that it raises. */
  readonly alone?: boolean;
}

/** A container hands what this makes to whoever asks for its type. */
export interface ProvidesRow extends RowBase {
  /** Argument path of the object, of a class, or of a function that makes one; `decorated` when `at` is an annotation on a method that makes it, or on a class. */
  readonly provides: string;
  /** Argument path of the name that it can be asked for by. */
  readonly name?: string;
  /** With a name: only those who ask for it by that name are handed it. */
  readonly keyed?: boolean;
  /** It is preferred where a type has several. */
  readonly prefer?: boolean;
  /** Argument path of the type that it is asked for by (default: its own; for a method the declared type of its result). */
  readonly as?: string;
  /** API path of an object of the type that it is asked for by, where the call itself says it. */
  readonly type?: string;
}

/** A call whose constant arguments are the finding: `torch.load(weights_only=False)`. */
export interface MisuseRow extends RowBase {
  readonly misuse: string; // rule id
  readonly message: string;
  /** Where the finding stands: `call` (default) or an argument path. */
  readonly place?: string;
  readonly severity?: Severity;
}

/** What a callable does to the world, for tools. */
export interface CapabilityRow extends RowBase {
  readonly capability: readonly Capability[];
  /** Argument path of a free target (URL, host, path); a constant target narrows the capability. */
  readonly target?: string;
  /** The target is usually relative to a base that the client was made with. */
  readonly relative?: boolean;
  /** Argument path of that base: where the call or its client has one, the target is not free. */
  readonly base?: string;
  /** Of a ready-made tool: the kind of text that it hands back to whoever holds it. */
  readonly brings?: SourceKind;
}

/** A step at which a person decides whether something happens. */
export interface ApprovalRow extends RowBase {
  /**
   * `answer`: the result, or the attribute, tells what the person said. `throws`: returns only after consent. `decorated`: the
   * function that it decorates runs only after consent. `gives`: answers a pending question; with nobody asked on the way it lets
   * every call through. `decides`: the function `fn` is asked for each call; it may be one that always agrees. `before`: the function
   * `fn` runs before each tool call of the agent that this call makes or is made on, and can refuse it; it is an approval step where
   * it asks a person, for the tools whose names it compares with.
   */
  readonly approval: 'answer' | 'throws' | 'decorated' | 'gives' | 'decides' | 'before';
  /** `decorated`: the function that is decorated. With `before` and no function, the library asks by itself. */
  readonly fn?: string;
  /** `before`: the methods that run, where `fn` is an object or a class of the program. */
  readonly methods?: readonly string[];
  /** `before`: for all agents of the library, because a container hands the function to each of them. */
  readonly everywhere?: boolean;
}

/** A step of a graph of functions, or a way between its steps. */
export interface GraphRow extends RowBase {
  readonly graph: 'node' | 'edge' | 'branch';
  /** Argument path of the name of the step, or of that from which the way leads. */
  readonly from: string;
  /** `node`: what runs there. `edge`: the name of the next step. `branch`: the function that chooses it. */
  readonly to: string;
  /** `branch`: the names among which it chooses, where they are given. */
  readonly among?: string;
}

/** A member that is of the n-th type that its class was written with: `RunContext[Deps]` has `deps` of `Deps`. `at` is a member of `X()`. */
export interface TypeArgumentRow extends RowBase { readonly typeArgument: number }

/** An object of a library in which the program keeps values under names of its own choice, for all its parts: the state of a session. */
export interface KeepsRow extends RowBase { readonly keeps: 'mapping' }

/** The call never comes back: it ends the program, or throws. */
export interface EndsRow extends RowBase { readonly ends: 'always' }

/** Starts or reaches a server of tools. Each field is a list of argument paths. */
export interface ServerRow extends RowBase {
  readonly server: 'mcp';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly url?: readonly string[];
  readonly env?: readonly string[];
  readonly headers?: readonly string[];
  /** Objects that hold `command`, `args`, `url`, `env` and `headers` themselves, or tables of such objects. */
  readonly config?: readonly string[];
}

export type Row =
  | SourceRow | FlowRow | ReadRow | CallsRow | SinkRow | ModelCallRow | ProxyRow | EndpointRow | MessageRow | TemplateRow
  | ToolRow | EntryRow | ProvidesRow | AgentRow | BarrierRow | GuardRow | MisuseRow | CapabilityRow | ApprovalRow | GraphRow | EndsRow | ServerRow | TypeArgumentRow | KeepsRow;

/** A row with its identity for explanations. */
export interface NamedRow { readonly id: string; readonly row: Row; readonly doc: string }
