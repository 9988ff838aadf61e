/**
 * A reason to stop that the reader of the console can act upon: one sentence, no stack trace.
 */
export class Refusal extends Error {
  /**
   * @param {string} sentence what happened and what to do about it, in one sentence
   * @param {number} [exitCode] status the script ends with
   */
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a script's body and turns whatever goes wrong into one line on stderr and a status.
 * Set `DMP_DIRECT_DEBUG=1` to see the stack of an error nobody foresaw.
 * @param {() => Promise<number | void>} body returns the status; nothing means 0
 */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    const known = error instanceof Refusal;
    const sentence = error instanceof Error ? error.message : String(error);
    process.stderr.write(known ? `${sentence}\n` : `Unexpected error: ${sentence.split('\n')[0]}\n`);
    if (!known && process.env['DMP_DIRECT_DEBUG'] === '1') console.error(error);
    process.exitCode = known ? error.exitCode : 1;
  }
}
