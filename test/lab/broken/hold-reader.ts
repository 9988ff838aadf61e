/** Another program that has the card, and will not share it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '..', 'pcsc', 'hold-reader.mjs');

/** Resolves once it holds the reader's card; gives the function that ends it. */
export async function holdReader(reader: string, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [PROGRAM, reader], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const said: unknown = await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) throw new Error(`nobody holds the reader: ${String(said)}`);
  return async () => {
    child.stdin.end();
    await ended;
  };
}
