/**
 * The tree of built-in exceptions of Python 3.13, each line a class and those directly below it
 * (https://docs.python.org/3/library/exceptions.html#exception-hierarchy).
 */
const PYTHON_TREE = `
  BaseException: BaseExceptionGroup GeneratorExit KeyboardInterrupt SystemExit Exception
  Exception: ArithmeticError AssertionError AttributeError BufferError EOFError ExceptionGroup ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning
  ArithmeticError: FloatingPointError OverflowError ZeroDivisionError
  ImportError: ModuleNotFoundError
  LookupError: IndexError KeyError
  NameError: UnboundLocalError
  OSError: BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError
  ConnectionError: BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
  RuntimeError: NotImplementedError PythonFinalizationError RecursionError
  SyntaxError: IndentationError
  IndentationError: TabError
  ValueError: UnicodeError
  UnicodeError: UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError
  Warning: BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
`;
/** Other names of a class. */
const PYTHON_ALIASES: Readonly<Record<string, readonly string[]>> = { OSError: ['EnvironmentError', 'IOError', 'WindowsError'] };

/** API path of a built-in exception → the paths of all classes that it is of: itself, those above it, and other names of these. */
export const PYTHON_EXCEPTIONS: ReadonlyMap<string, readonly string[]> = withAncestors(PYTHON_TREE, PYTHON_ALIASES, 'builtins');

function withAncestors(tree: string, aliases: Readonly<Record<string, readonly string[]>>, root: string): ReadonlyMap<string, readonly string[]> {
  const above = new Map(tree.trim().split('\n').flatMap((line): [string, string][] => {
    const [parent = '', below = ''] = line.trim().split(': ');
    return below.split(' ').map((name) => [name, parent]);
  }));
  const out = new Map<string, readonly string[]>();
  for (const name of [...new Set(above.values()), ...above.keys()]) {
    const names: string[] = [];
    for (let at: string | undefined = name; at !== undefined; at = above.get(at)) names.push(at, ...aliases[at] ?? []);
    const paths = names.map((x) => `${root}.${x}`);
    for (const own of [name, ...aliases[name] ?? []]) out.set(`${root}.${own}`, paths);
  }
  return out;
}
