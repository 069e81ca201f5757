import { agents, baseline, disarm, explain, init, lint, lsp, rules, type Status } from './commands.ts';
import { HELP } from './help.ts';
import { version } from './installation.ts';
import { SettingsError } from './lint.ts';
import { UsageError } from './options.ts';
import { nearest } from '../policy/jsonReader.ts';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<Status>>> = { lint, agents, baseline, disarm, explain, rules, init, lsp };

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined || command === 'help' || command === '-h' || command === '--help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return command === undefined ? 2 : 0;
  }
  if (command === '-V' || command === '--version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const action = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (action === undefined) {
    const near = nearest(command, Object.keys(COMMANDS));
    throw new UsageError(`There is no command "${command}"${near === undefined ? '' : `; did you mean ${near}?`}${command.startsWith('-') ? '' : ' Paths follow the command: dosimeter lint PATH.'} \`dosimeter --help\` lists the commands.`);
  }
  return action(args);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe (`| head`) went away: nobody is left to tell.
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError || error instanceof SettingsError) {
    process.stderr.write(`${error instanceof UsageError ? 'dosimeter: ' : ''}${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`dosimeter: the scan could not finish: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exitCode = 3;
  }
}
