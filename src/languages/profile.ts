import type { LanguageId } from '../base/words.ts';
import { Operator } from '../ir/ir.ts';
import { PYTHON_EXCEPTIONS } from './exceptions.ts';

/** What the engine must know of a language beyond its IR. Data, so that the engine names no language. */
export interface LanguageProfile {
  readonly id: LanguageId;
  /** Package root under which names that no import brings are modelled. */
  readonly builtinRoot: string;
  /** All names that code has without defining or importing them, where the language says which these are. */
  readonly builtinNames?: ReadonlySet<string>;
  /** Exceptions that the language has: API path → the paths of all classes that one is of, itself among them. */
  readonly exceptions?: ReadonlyMap<string, readonly string[]>;
  /** An imported name may be a submodule (`from pkg import mod`). */
  readonly submodules: boolean;
  /** Declared types are enforced: a value under a type that holds no text has none. */
  readonly checkedTypes: boolean;
  /** Files say which namespace their types are in, types may have parts in several files, and static methods may extend others' types. */
  readonly namespaces: boolean;
  /** Iterating a map gives its entries, not its keys. */
  readonly mapEntries: boolean;
  /** Any function that a class holds takes the instance that it is read from as its first argument. */
  readonly bindsFunctions: boolean;
  /** A member is a key: `o.x` reads what `o["x"]` does. */
  readonly keyedMembers: boolean;
  /** Methods that read a property are called `getName`. */
  readonly getters: boolean;
  /** `text.replaceAll(pattern, …)` takes a regular expression in a string. */
  readonly regexStrings: boolean;
  /** Modules have a separate export table (`export`, `module.exports`); otherwise every module-level name is public. */
  readonly exportTable: boolean;
  /** API paths of base classes whose subclasses are closed sets of constants. */
  readonly enumBases: readonly string[];
  /** API paths of base classes that validate constructor arguments against the field types. */
  readonly validatingBases: readonly string[];
  /** Fields of these classes are constructor parameters in order (annotation or decorator names). */
  readonly recordAnnotations: readonly string[];
  readonly recordBases: readonly string[];
  /** API paths of base classes of interfaces that a class fits by its methods alone. */
  readonly structuralBases?: readonly string[];
  /** Methods that say what an object is when it is printed, in order of preference. Without one it is its class and address. */
  readonly printMethods?: readonly string[];
  /** API paths of generic types that put something beside a type. */
  readonly annotatedTypes?: readonly string[];
  /** API paths of generic types whose arguments are the constants that they admit. */
  readonly literalTypes?: readonly string[];
  /** Methods that run when the statement ends which opened the object, in order of preference; without them the IR names the method. */
  readonly closers?: readonly string[];
  /** Constructor methods, in order of preference. */
  readonly constructors: readonly string[];
  /** Method of a class that makes its objects before the constructor sees them; what it gives is what the call of the class gives. */
  readonly maker?: string;
  /** Method of a class that is called for each class that extends it, on that one. */
  readonly subclassHook?: string;
  /** Function of a class or a module that is asked for members that are not there. */
  readonly memberHook?: string;
  /** Called when an instance is called. */
  readonly callMethod: string | null;
  /** Methods by which a class says what an operator does: for the left operand, and for the right one where that says nothing. */
  readonly operatorMethods?: ReadonlyMap<number, readonly [readonly string[], string]>;
  /** Classes of libraries whose objects run a method of another name when they are called. */
  readonly calledAs?: Readonly<Record<string, string>>;
  /** Spellings of types whose values can't hold a sentence. A character is none: text is copied by them. */
  readonly plainTypes: readonly string[];
  readonly stringTypes: readonly string[];
  readonly listTypes: readonly string[];
  readonly mapTypes: readonly string[];
}

/** The module `builtins` of Python 3.13 (docs.python.org/3/library/builtins.html), what Python 2 had beside it, and what notebooks and type checkers add. */
const PYTHON_BUILTINS: ReadonlySet<string> = new Set(`
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning
  ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis
  EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning
  GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt
  LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
  PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning
  RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True
  TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
  Warning WindowsError ZeroDivisionError __build_class__ __debug__ __import__ abs aiter all anext any ascii bin bool breakpoint bytearray
  bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format
  frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min
  next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type
  vars zip apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange
  _ display get_ipython reveal_type __file__ __name__ __doc__ __path__ __spec__ __loader__ __package__ __builtins__ __annotations__
`.trim().split(/\s+/));

const PYTHON: LanguageProfile = {
  id: 'python', builtinRoot: 'builtins', builtinNames: PYTHON_BUILTINS, exceptions: PYTHON_EXCEPTIONS, submodules: true, checkedTypes: false, namespaces: false, mapEntries: false, bindsFunctions: true, keyedMembers: false, getters: false, regexStrings: false, exportTable: false,
  enumBases: ['enum.Enum', 'enum.StrEnum', 'enum.IntEnum', 'enum.Flag', 'enum.IntFlag'],
  validatingBases: ['pydantic.BaseModel', 'pydantic_settings.BaseSettings', 'sqlmodel.SQLModel', 'pydantic.RootModel', 'msgspec.Struct'],
  recordAnnotations: ['dataclass', 'dataclasses.dataclass', 'attr.s', 'attrs.define', 'define', 'attr.define', 'attrs.frozen', 'frozen', 'pydantic.dataclasses.dataclass'],
  recordBases: ['typing.NamedTuple', 'typing.TypedDict', 'typing_extensions.TypedDict', 'pydantic.BaseModel', 'pydantic_settings.BaseSettings', 'sqlmodel.SQLModel', 'msgspec.Struct'],
  structuralBases: ['typing.Protocol', 'typing_extensions.Protocol'], printMethods: ['__str__', '__repr__'], annotatedTypes: ['typing.Annotated', 'typing_extensions.Annotated'], literalTypes: ['typing.Literal', 'typing_extensions.Literal'],
  constructors: ['__init__'], maker: '__new__', subclassHook: '__init_subclass__', memberHook: '__getattr__', callMethod: '__call__',
  operatorMethods: new Map(([['add', Operator.add], ['sub', Operator.sub], ['mul', Operator.mul], ['truediv', Operator.div], ['floordiv', Operator.floorDiv], ['mod', Operator.mod], ['or', Operator.bitOr], ['and', Operator.bitAnd], ['xor', Operator.bitXor], ['rshift', Operator.shift], ['matmul', Operator.matMul]] as const).map(([name, op]) => [op, [[`__${name}__`, `__i${name}__`], `__r${name}__`]] as const)),
  calledAs: { 'dspy.Module': 'forward', 'torch.nn.Module': 'forward', 'lightning.LightningModule': 'forward', 'pytorch_lightning.LightningModule': 'forward', 'keras.Model': 'call', 'keras.layers.Layer': 'call', 'tensorflow.keras.Model': 'call', 'tensorflow.keras.layers.Layer': 'call' },
  plainTypes: ['int', 'float', 'bool', 'complex', 'datetime', 'date', 'time', 'timedelta', 'datetime.datetime', 'datetime.date', 'UUID', 'uuid.UUID', 'Decimal', 'decimal.Decimal', 'PositiveInt', 'NonNegativeInt', 'PositiveFloat', 'StrictInt', 'StrictBool', 'conint', 'confloat', 'None', 'NoneType', 'IPv4Address'],
  stringTypes: ['str', 'bytes', 'AnyStr', 'Any', 'object'],
  listTypes: ['list', 'List', 'Sequence', 'Iterable', 'Iterator', 'tuple', 'Tuple', 'set', 'Set', 'frozenset', 'Generator', 'AsyncIterator', 'AsyncGenerator', 'Collection', 'Deque', 'deque', 'typing.List', 'typing.Sequence', 'typing.Iterable', 'typing.Iterator'],
  mapTypes: ['dict', 'Dict', 'Mapping', 'MutableMapping', 'defaultdict', 'OrderedDict', 'typing.Dict'],
};

const TYPESCRIPT: LanguageProfile = {
  id: 'typescript', builtinRoot: 'globalThis', submodules: false, checkedTypes: false, namespaces: false, mapEntries: true, bindsFunctions: false, keyedMembers: true, getters: false, regexStrings: false, exportTable: true,
  enumBases: [], validatingBases: [], recordAnnotations: [], recordBases: [],
  constructors: ['constructor'], callMethod: null,
  plainTypes: ['number', 'boolean', 'bigint', 'Date', 'null', 'undefined', 'void'],
  stringTypes: ['string', 'any', 'unknown', 'object', 'String'],
  listTypes: ['Array', 'ReadonlyArray', 'Set', 'Iterable', 'AsyncIterable', 'Generator', 'AsyncGenerator', 'IterableIterator', 'ReadonlySet'],
  mapTypes: ['Record', 'Map', 'ReadonlyMap', 'WeakMap', 'Dictionary'],
};

const JAVA: LanguageProfile = {
  id: 'java', builtinRoot: 'java.lang', submodules: false, checkedTypes: true, namespaces: false, mapEntries: false, bindsFunctions: false, keyedMembers: false, getters: true, regexStrings: true, exportTable: false,
  printMethods: ['toString'],
  enumBases: ['java.lang.Enum'], validatingBases: [], recordAnnotations: [], recordBases: [],
  closers: ['close'], constructors: ['<init>'], callMethod: null,
  plainTypes: ['int', 'long', 'short', 'byte', 'double', 'float', 'boolean', 'void', 'Integer', 'Long', 'Short', 'Byte', 'Double', 'Float', 'Boolean', 'LocalDate', 'LocalDateTime', 'LocalTime', 'Instant', 'Duration', 'UUID', 'BigDecimal', 'BigInteger', 'Date'],
  stringTypes: ['String', 'CharSequence', 'Object', 'StringBuilder'],
  listTypes: ['List', 'ArrayList', 'LinkedList', 'Collection', 'Set', 'HashSet', 'Iterable', 'Iterator', 'Stream', 'Optional', 'Deque', 'Queue', 'CompletableFuture', 'Future', 'Flux', 'Mono', 'Array'],
  mapTypes: ['Map', 'HashMap', 'LinkedHashMap', 'TreeMap', 'ConcurrentHashMap'],
};

const CSHARP: LanguageProfile = {
  id: 'csharp', builtinRoot: 'System', submodules: false, checkedTypes: true, namespaces: true, mapEntries: true, bindsFunctions: false, keyedMembers: false, getters: false, regexStrings: false, exportTable: false,
  printMethods: ['ToString'],
  enumBases: ['System.Enum'], validatingBases: [], recordAnnotations: [], recordBases: [],
  closers: ['DisposeAsync', 'Dispose'], constructors: ['.ctor'], callMethod: null,
  plainTypes: ['int', 'long', 'short', 'byte', 'double', 'float', 'bool', 'decimal', 'void', 'uint', 'ulong', 'ushort', 'sbyte', 'Int32', 'Int64', 'Double', 'Boolean', 'DateTime', 'DateTimeOffset', 'TimeSpan', 'DateOnly', 'TimeOnly', 'Guid'],
  stringTypes: ['string', 'String', 'object', 'dynamic'],
  listTypes: ['List', 'IList', 'IEnumerable', 'IReadOnlyList', 'ICollection', 'HashSet', 'ISet', 'Array', 'IAsyncEnumerable', 'IObservable', 'Queue', 'Stack', 'Task', 'ValueTask', 'IReadOnlyCollection', 'Nullable', 'IReadOnlySet', 'LinkedList', 'SortedSet', 'ConcurrentBag', 'ConcurrentQueue', 'ImmutableList', 'IImmutableList', 'ImmutableArray', 'ImmutableHashSet', 'FrozenSet'],
  mapTypes: ['Dictionary', 'IDictionary', 'IReadOnlyDictionary', 'ConcurrentDictionary', 'SortedDictionary', 'ImmutableDictionary', 'IImmutableDictionary', 'FrozenDictionary'],
};

export const PROFILES: Readonly<Record<LanguageId, LanguageProfile>> = { python: PYTHON, typescript: TYPESCRIPT, java: JAVA, csharp: CSHARP };
