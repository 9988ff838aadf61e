import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { hear } from '../../system/guarded.ts';

/**
 * The first line of a stream, without its end; what follows is left alone.
 * @returns null when the stream ends without a character, breaks off, or sends a longer line.
 */
export async function readFirstLine(stream: Readable, longest: number): Promise<string | null> {
  const [line] = await readLines(stream, 1, longest);
  return line ?? null;
}

/**
 * The first lines of a stream, without their ends; what follows is left alone.
 * @param longest how many characters they may have together
 * @returns fewer when the stream ends before; none when it breaks off, or sends more characters.
 */
export function readLines(stream: Readable, count: number, longest: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8');
    let text = '';
    const finish = (lines: readonly string[]): void => {
      hear(stream).off('data', take);
      hear(stream).off('end', end);
      hear(stream).off('error', broken);
      hear(stream).off('close', broken);
      resolve(lines);
    };
    const take = (chunk: Buffer | string): void => {
      // A letter may be cut between two pieces.
      text += typeof chunk === 'string' ? chunk : decoder.write(chunk);
      const lines = text.split('\n');
      const whole = lines.slice(0, count).map((line) => line.replace(/\r$/, ''));
      if (lines.length > count && whole.join('\n').length <= longest) finish(whole);
      else if (text.length > longest) finish([]);
    };
    const end = (): void => {
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      finish(text === '' ? [] : lines.slice(0, count));
    };
    const broken = (): void => {
      finish([]);
    };
    // One that has broken already says no more, not even that.
    if (stream.destroyed) {
      resolve([]);
      return;
    }
    hear(stream).on('data', take);
    hear(stream).on('end', end);
    hear(stream).on('error', broken);
    hear(stream).on('close', broken);
  });
}
