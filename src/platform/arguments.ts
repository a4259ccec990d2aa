/** What stands behind a command of the command line. */
export interface Arguments {
  /** As given, in order. */
  files: string[];
  /** The values of the one option that may stand several times. */
  values: string[];
  json: boolean;
  help: boolean;
}

/**
 * Reads `FILE… [--OPTION VALUE]… [--json] [--help]`; what follows `--` is a file, whatever it begins with, and so is `-`.
 * @param option the option that takes a value, without its dashes
 * @param unknown makes the error for an option that is none of these
 */
export function readArguments(args: readonly string[], option: string, unknown: (option: string) => Error): Arguments {
  const read: Arguments = { files: [], values: [], json: false, help: false };
  let onlyFiles = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (onlyFiles || !arg.startsWith('-') || arg === '-') read.files.push(arg);
    else if (arg === '--') onlyFiles = true;
    else if (arg === '--json') read.json = true;
    else if (arg === '--help' || arg === '-h') read.help = true;
    else if (arg === `--${option}`) read.values.push(args[++i] ?? '');
    else if (arg.startsWith(`--${option}=`)) read.values.push(arg.slice(option.length + 3));
    else throw unknown(arg);
  }
  return read;
}
